/** A screen's frame: its title, a sentence on what it is for, its one main button, and what is on it. */
import { Icon, type IconName } from "@chathub/ui";
import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";
import { mayChange, session } from "../session";
import { shell } from "../shell-words";

interface PageProps {
  title: string;
  lead?: ComponentChildren;
  /** The one thing that one comes here to do. */
  action?: ComponentChildren;
  children: ComponentChildren;
  /** Lists may be wider than forms. */
  wide?: boolean;
}

export function Page(props: PageProps) {
  const company = session.value?.company.name;
  useEffect(() => {
    document.title = [props.title, company, "ChatHub"].filter(Boolean).join(" · ");
  }, [props.title, company]);
  return (
    <div class={props.wide ? "page wide" : "page"}>
      <header class="page-head">
        <div>
          <h1 tabIndex={-1}>{props.title}</h1>
          {props.lead ? <p class="lead">{props.lead}</p> : null}
        </div>
        {props.action ? <div class="page-action">{props.action}</div> : null}
      </header>
      {props.children}
    </div>
  );
}

/** Why nothing can be changed here, for those who may only look. */
export function ReadOnly() {
  return mayChange.value ? null : (
    <p class="read-only">
      <Icon name="info" size={18} />
      {shell.say("read-only")}
    </p>
  );
}

interface CardProps {
  title?: string;
  lead?: ComponentChildren;
  action?: ComponentChildren;
  children?: ComponentChildren;
  /** Rows that go from edge to edge. */
  flush?: boolean;
}

/** One matter of a screen. */
export function Card(props: CardProps) {
  const id = useId();
  return (
    <section class={props.flush ? "card flush" : "card"} aria-labelledby={props.title && id}>
      {props.title ? (
        <div class="card-head">
          <div>
            <h2 id={id}>{props.title}</h2>
            {props.lead ? <p class="card-lead">{props.lead}</p> : null}
          </div>
          {props.action}
        </div>
      ) : null}
      {props.children}
    </section>
  );
}

interface EmptyProps {
  icon: IconName;
  title?: string;
  children: ComponentChildren;
  action?: ComponentChildren;
}

/** Where there is nothing yet: what would be here, and how it comes. */
export function Empty(props: EmptyProps) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={props.icon} size={26} />
      </span>
      {props.title ? <h2>{props.title}</h2> : null}
      <p>{props.children}</p>
      {props.action}
    </div>
  );
}
