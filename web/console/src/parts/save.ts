/** Hands something to the browser as a download: fetched before, so that a refusal is said here and not by an empty page. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  // On the page: a link that is on none is followed by some browsers only.
  document.body.append(link);
  link.click();
  link.remove();
  // Not at once: a browser may begin to read only after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
