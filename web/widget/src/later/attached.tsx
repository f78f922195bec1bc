/** The files of a message that is being written. Fetched with the first file that somebody chooses, drops or pastes. */
import { type CustomerClient, RequestError } from "@chathub/protocol";
import { UploadList } from "@chathub/ui/composer/UploadList";
import { createUploads, type Uploads } from "@chathub/ui/composer/uploads";
import UPLOAD_STYLES from "@chathub/ui/composer/uploads.css?inline";
import type { Language } from "@chathub/ui/language";
import { fileSize } from "@chathub/ui/sizes";
import type { ComponentChildren } from "preact";

/** The server's limits for a customer. */
const LARGEST = 10 * 2 ** 20;
const MOST = 5;

export interface Attached {
  readonly uploads: Uploads;
  list(): ComponentChildren;
}

export function createAttached(
  client: CustomerClient,
  { say, locale }: Language,
  style: (css: string) => void,
): Attached {
  style(UPLOAD_STYLES);
  const uploads = createUploads((...file) => client.upload(...file), {
    atMost: MOST,
    largest: LARGEST,
    tooMany: () => say("ui.too-many", { count: MOST }),
    tooLarge: ({ name }) => say("ui.too-large", { name, size: fileSize(LARGEST, locale) }),
    failed: ({ name }, error) =>
      error instanceof RequestError && !error.retry
        ? error.message
        : say("ui.upload-failed", { name }),
  });
  return { uploads, list: () => <UploadList uploads={uploads} /> };
}
