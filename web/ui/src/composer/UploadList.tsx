/** The files that go with the message, and how far each upload is. */

import { Drawing } from "../drawing";
import { CLOSE } from "../paths";
import { fileSize } from "../sizes";
import { FILE } from "../thread/paths";

const RETRY = "M15.8 8.2A6.2 6.2 0 1 0 16 11.5M16.4 4.2v4.2h-4.2";

import { useLanguage } from "../words";
import type { Upload, Uploads } from "./uploads";

export function UploadList(props: { uploads: Uploads }) {
  return (
    <ul class="uploads">
      {props.uploads.list.value.map((upload) => (
        <UploadRow key={upload.key} upload={upload} uploads={props.uploads} />
      ))}
    </ul>
  );
}

function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const { locale, say } = useLanguage();
  const percent = Math.round(upload.progress * 100);
  const name = upload.name;
  return (
    <li class={upload.failed === null ? "upload" : "upload failed"}>
      {upload.preview === null ? (
        <span class="upload-icon">
          <Drawing d={FILE} />
        </span>
      ) : (
        <img class="upload-icon" src={upload.preview} alt="" />
      )}
      <span class="upload-text">
        <span class="upload-name" dir="auto">
          {name}
        </span>
        {upload.failed !== null ? (
          <span class="upload-state" role="alert">
            {upload.failed}
          </span>
        ) : upload.stored !== null ? (
          <span class="upload-state">{fileSize(upload.size, locale)}</span>
        ) : (
          <progress
            max={100}
            value={percent}
            aria-label={say("ui.uploading", { name, count: percent })}
          />
        )}
      </span>
      {upload.failed === null ? null : (
        <button
          type="button"
          class="icon-button small"
          aria-label={`${say("ui.retry")}: ${name}`}
          title={say("ui.retry")}
          onClick={() => uploads.retry(upload.key)}
        >
          <Drawing d={RETRY} size={16} />
        </button>
      )}
      <button
        type="button"
        class="icon-button small"
        aria-label={say("ui.remove", { name })}
        title={say("ui.remove", { name })}
        onClick={() => uploads.remove(upload.key)}
      >
        <Drawing d={CLOSE} size={16} />
      </button>
    </li>
  );
}
