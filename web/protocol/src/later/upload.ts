/** Bringing a file to the server. */
import type { Attachment } from "../generated";
import { RequestError } from "../types";

export interface Upload {
  readonly origin: string;
  readonly token: string;
  readonly file: File;
  /** Gets the part done, from 0 to 1. */
  readonly onProgress: ((part: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Brings a file to the server. Rejects with a `RequestError`. */
export function uploadFile({
  origin,
  token,
  file,
  onProgress,
  signal,
}: Upload): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    // Not fetch, which tells nothing of an upload's progress.
    const request = new XMLHttpRequest();
    const name = encodeURIComponent(file.name.slice(-255) || "file");
    request.open("POST", `${origin}/api/files?name=${name}`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress?.(loaded / total);
    };
    request.onload = () => {
      const told = parsed(request.responseText);
      if (request.status === 200 && typeof told.id === "string") return resolve(told as Attachment);
      const { code = String(request.status), detail = "The file could not be sent." } = told;
      reject(new RequestError(code, detail, request.status === 429 || request.status >= 500));
    };
    request.onerror = () =>
      reject(new RequestError("network", "The file could not be sent.", true));
    request.onabort = () => reject(new RequestError("aborted", "The upload was stopped."));
    if (signal?.aborted) return request.onabort(new ProgressEvent("abort"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function parsed(text: string): Partial<Attachment> & { code?: string; detail?: string } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    // A proxy's page about a limit of its own, for instance.
    return {};
  }
}
