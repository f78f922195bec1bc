/** Time zones to choose from. */

/** What Chromium goes on calling by an older name, by the name that the place has today in the IANA database. */
const TODAY: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

const today = (zone: string): string => TODAY[zone] ?? zone;

/** Where this browser is. */
export const ownZone = (): string =>
  today(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

/** The zones of the world that this browser knows, with the one that is kept, whatever it is called today. */
export function zonesWith(kept: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone").map(today), "UTC", kept])].sort();
}
