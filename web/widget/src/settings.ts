/** The channel's public settings: the one request of a closed widget. */
import type { WidgetSettings } from "@chathub/protocol";

export type { WidgetSettings };

/** How asking for the settings ended. */
export type SettingsAnswer =
  | { readonly kind: "settings"; readonly settings: WidgetSettings }
  /** No channel has this guid: nothing may be shown. */
  | { readonly kind: "unknown" }
  /** The organization does not list this page's origin. */
  | { readonly kind: "refused" }
  /** The server is away, or too busy: the chat may still come to work. */
  | { readonly kind: "unreachable" };

/** Longer than this, and the launcher is shown without the settings. */
const PATIENCE_MS = 10_000;

/** Asks once; never throws. The answer may come from the browser's cache. */
export async function askSettings(apiOrigin: string, guid: string): Promise<SettingsAnswer> {
  try {
    const response = await fetch(`${apiOrigin}/api/widget/${encodeURIComponent(guid)}`, {
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok) return readSettings(await response.json());
    // 400: the guid is not even a UUID.
    if (response.status === 404 || response.status === 400) return { kind: "unknown" };
    return { kind: response.status === 403 ? "refused" : "unreachable" };
  } catch {
    // No network, no answer in time, or something in between that does not speak JSON: all the same to us.
    return { kind: "unreachable" };
  }
}

function readSettings(answer: unknown): SettingsAnswer {
  const settings = answer as Partial<WidgetSettings> | null;
  if (typeof settings?.organization !== "string") return { kind: "unreachable" };
  return { kind: "settings", settings: settings as WidgetSettings };
}
