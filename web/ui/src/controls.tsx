/** The small parts that everything else is made of: buttons, badges, faces, notices. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon, type IconName } from "./icons";
import { initialsOf } from "./initials";

export interface ButtonProps {
  children: ComponentChildren;
  onClick(): void;
  icon?: IconName;
  look?: "plain" | "primary" | "danger";
  disabled?: boolean | undefined;
  busy?: boolean | undefined;
}

/** A button with its name in sight. */
export function Button(props: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${props.look ?? "plain"}`}
      disabled={props.disabled || props.busy}
      aria-busy={props.busy ? "true" : undefined}
      onClick={props.onClick}
    >
      {props.icon ? <Icon name={props.icon} size={16} /> : null}
      {props.children}
    </button>
  );
}

export interface IconButtonProps {
  icon: IconName;
  name: string;
  onClick(): void;
  flip?: boolean;
  expanded?: boolean;
}

/** A button that is a picture, with a name for those who do not see it and a tooltip for those who do. */
export function IconButton(props: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={props.name}
      title={props.name}
      aria-expanded={props.expanded}
      onClick={props.onClick}
    >
      <Icon name={props.icon} flip={props.flip ?? false} />
    </button>
  );
}

/** A count that wants attention; nothing when it is 0. `label` tells what is counted. */
export function Badge(props: { count: number; label: string }) {
  if (props.count <= 0) return null;
  return (
    <span class="badge">
      <span aria-hidden="true">{props.count > 99 ? "99+" : props.count}</span>
      <span class="unseen">{props.label}</span>
    </span>
  );
}

export interface FaceProps {
  name: string | null;
  seed: number | string;
  size?: number;
  /** The address of a picture; where it cannot be shown, the initials stand in. */
  picture?: string | null;
}

/** A face: a picture, or the initials of a name on a colour that is always the same for it. */
export function Face(props: FaceProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const { size = 36, picture = null } = props;
  if (picture !== null && broken !== picture) {
    return (
      <img
        class="face"
        src={picture}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        referrerpolicy="no-referrer"
        onError={() => setBroken(picture)}
      />
    );
  }
  const initials = initialsOf(props.name ?? "");
  return (
    <span
      class="face"
      aria-hidden="true"
      style={{
        width: `${size}px`,
        height: `${size}px`,
        fontSize: `${Math.round(size * 0.38)}px`,
        "--hue": hueOf(props.seed),
      }}
    >
      {initials === "" ? <Icon name="person" size={Math.round(size * 0.55)} /> : initials}
    </span>
  );
}

export interface NoticeProps {
  tone: "info" | "warn" | "bad";
  icon?: IconName;
  busy?: boolean;
  children: ComponentChildren;
  /** A button or a link to do something about it. */
  action?: ComponentChildren;
}

/** A line that tells a state, such as that of the connection. It is read out when it changes. */
export function Notice(props: NoticeProps) {
  return (
    <div class={`notice ${props.tone}`} role="status">
      {props.busy ? (
        <span class="spinner" />
      ) : props.icon ? (
        <Icon name={props.icon} size={18} />
      ) : null}
      <div class="notice-text">{props.children}</div>
      {props.action ? <div class="notice-action">{props.action}</div> : null}
    </div>
  );
}

/** Grey bars where rows will be. */
export function Skeleton(props: { rows: number; label: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{props.label}</span>
      {Array.from({ length: props.rows }, (_, index) => (
        // Bars are all alike.
        <div key={index} class="skeleton-row" aria-hidden="true">
          <i />
          <span>
            <b />
            <b />
          </span>
        </div>
      ))}
    </div>
  );
}

function hueOf(seed: number | string): string {
  let sum = 7;
  for (const character of String(seed)) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  // The golden angle keeps neighbours apart.
  return String(Math.round((sum * 137.5) % 360));
}
