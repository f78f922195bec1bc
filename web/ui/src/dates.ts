/** Times as people read them, by Intl. All take UTC milliseconds and show the reader's own time zone. */

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The hour and minute. */
export function clockTime(at: number, locale: string): string {
  return format(locale, "time", { hour: "numeric", minute: "2-digit" }).format(at);
}

/** The whole date and time, for a tooltip. */
export function fullTime(at: number, locale: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: "full", timeStyle: "medium" });
}

/** Today, yesterday, the week day within a week, else the date (with its year where it is another). */
export function dayName(at: number, locale: string, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0 || days === 1) return capital(relativeDay(-days, locale), locale);
  if (days > 1 && days < 7) {
    return capital(format(locale, "weekday", { weekday: "long" }).format(at), locale);
  }
  return sameYear(at, now)
    ? format(locale, "date", { day: "numeric", month: "long" }).format(at)
    : format(locale, "date-year", { day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** As short as it can be, for a list: the time today, a week day within a week, else the date. */
export function shortTime(at: number, locale: string, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days <= 0) return clockTime(at, locale);
  if (days < 7) return format(locale, "short-weekday", { weekday: "short" }).format(at);
  return sameYear(at, now)
    ? format(locale, "short-date", { day: "numeric", month: "short" }).format(at)
    : format(locale, "short-year", { day: "numeric", month: "numeric", year: "2-digit" }).format(
        at,
      );
}

/** A key that two times of the same local day share. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${locale} ${name}`;
  let made = formats.get(key);
  if (made === undefined) {
    // Making one costs about a millisecond; a thread shows hundreds of times.
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

function relativeDay(days: number, locale: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
}

function sameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
