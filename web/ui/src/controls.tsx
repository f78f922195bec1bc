/** The small parts that everything else is made of: buttons, badges, faces, notices. */

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons";

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

/** A face: the initials of a name on a colour that is always the same for it. */
export function Face(props: { name: string | null; seed: number | string; size?: number }) {
  const size = props.size ?? 36;
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

/** The first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => Array.from(word ?? "")[0]?.toLocaleUpperCase() ?? "").join("");
}

function hueOf(seed: number | string): string {
  let sum = 7;
  for (const character of String(seed)) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  // The golden angle keeps neighbours apart.
  return String(Math.round((sum * 137.5) % 360));
}

export const CONTROL_STYLES = `
.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; padding: 5px 12px; border: 1px solid var(--line); border-radius: var(--radius-small); background: var(--raised); font-size: 13px; font-weight: 600; line-height: 20px; white-space: nowrap; transition: background .12s; }
.button:hover:not(:disabled) { background: var(--hover); }
.button.primary { background: var(--accent); border-color: transparent; color: var(--on-accent); }
.button.primary:hover:not(:disabled) { background: color-mix(in srgb, var(--accent) 88%, #000); }
.button.danger { color: var(--bad); }
.button:disabled { opacity: .55; }
.icon-button { display: grid; place-items: center; flex: none; width: 40px; height: 40px; border-radius: 50%; color: var(--text-soft); transition: background .12s; }
.icon-button.small { width: 28px; height: 28px; }
.icon-button:hover { background: var(--hover); color: var(--text); }
.badge { display: inline-grid; place-items: center; min-width: 20px; height: 20px; padding: 0 6px; border-radius: 10px; background: var(--badge); color: #fff; font-size: 12px; font-weight: 700; line-height: 20px; font-variant-numeric: tabular-nums; }
.face { display: grid; place-items: center; flex: none; border-radius: 50%; font-weight: 600; letter-spacing: .02em; background: light-dark(hsl(var(--hue) 52% 88%), hsl(var(--hue) 30% 26%)); color: light-dark(hsl(var(--hue) 60% 24%), hsl(var(--hue) 60% 84%)); }
.notice { display: flex; align-items: center; gap: 10px; padding: 9px 14px; font-size: 13px; line-height: 1.35; background: var(--hover); color: var(--text); border-block-end: 1px solid var(--line); }
.notice.warn { background: var(--warn-soft); color: var(--warn); border-color: transparent; }
.notice.bad { background: var(--bad-soft); color: var(--bad); border-color: transparent; }
.notice-text { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.notice-action { font-weight: 600; }
.skeleton { padding: 6px 0; }
.skeleton-row { display: flex; gap: 12px; align-items: center; padding: 11px 14px; }
.skeleton-row i { width: 40px; height: 40px; flex: none; border-radius: 50%; background: var(--hover); }
.skeleton-row span { flex: 1; display: grid; gap: 8px; }
.skeleton-row b { height: 11px; border-radius: 6px; background: var(--hover); }
.skeleton-row b:first-child { width: 42%; }
.skeleton-row b:last-child { width: 78%; }
.skeleton-row > * { animation: pulse 1.4s ease-in-out infinite; }
@keyframes pulse { 50% { opacity: .45; } }
:dir(rtl) > .flip { transform: scaleX(-1); }
`;
