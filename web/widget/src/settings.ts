/** The channel's public settings: the one request of a closed widget. */
import type { WidgetSettings } from "@chathub/protocol";

export type { WidgetSettings };

/** How asking for the settings ended; with neither, the server is away or too busy, and the chat may still come to work. */
export interface SettingsAnswer {
  readonly settings?: WidgetSettings;
  /** No channel has this guid, or the organization does not list this page's origin: nothing may be shown. */
  readonly refusal?: "unknown" | "refused";
}

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
    if (response.status === 404 || response.status === 400) return { refusal: "unknown" };
    if (response.status === 403) return { refusal: "refused" };
  } catch {
    // No network, no answer in time, or something in between that does not speak JSON: all the same to us.
  }
  return {};
}

function readSettings(answer: unknown): SettingsAnswer {
  const settings = answer as WidgetSettings | null;
  return typeof settings?.organization === "string" ? { settings } : {};
}
