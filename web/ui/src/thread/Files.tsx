/** The files of one message: images as pictures of their final size, others by name and size. */

import { useState } from "preact/hooks";
import { Drawing } from "../drawing";
import { fileSize } from "../sizes";
import { useLanguage } from "../words";
import { DOWNLOAD, FILE, IMAGE } from "./paths";
import type { FileAddress, FileView } from "./rows";

const WIDEST = 240;
const TALLEST = 260;

interface FilesProps {
  files: readonly FileView[];
  address(id: string): FileAddress | undefined;
}

export function Files(props: FilesProps) {
  return (
    <ul class="files">
      {props.files.map((file) => (
        <li key={file.id}>
          {file.thumbnail || isImage(file) ? (
            <Picture file={file} address={props.address(file.id)} />
          ) : (
            <Document file={file} address={props.address(file.id)} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The size at which a picture is drawn: known before it is loaded, so that nothing jumps. */
export function pictureSize(width: number | null, height: number | null) {
  if (!width || !height) return { width: WIDEST, height: 160 };
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return {
    width: Math.max(48, Math.round(width * scale)),
    height: Math.max(48, Math.round(height * scale)),
  };
}

interface FileProps {
  file: FileView;
  address: FileAddress | undefined;
}

function Picture({ file, address }: FileProps) {
  const { say } = useLanguage();
  const [broken, setBroken] = useState<string | null>(null);
  const source = address?.thumbnailUrl ?? address?.url;
  if (source !== undefined && broken === source) return <Document file={file} address={address} />;
  const size = pictureSize(file.width, file.height);
  const image =
    source === undefined ? null : (
      <img
        src={source}
        alt={file.name}
        width={size.width}
        height={size.height}
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        onError={() => setBroken(source)}
      />
    );
  return (
    <a
      class="picture"
      style={{ width: `${size.width}px`, aspectRatio: `${size.width} / ${size.height}` }}
      href={address?.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={say("ui.open-image", { name: file.name })}
    >
      {image ?? <Drawing d={IMAGE} size={24} />}
    </a>
  );
}

function Document({ file, address }: FileProps) {
  const { locale, say } = useLanguage();
  const size = fileSize(file.size, locale);
  return (
    <a
      class="document"
      href={address?.url}
      target="_blank"
      rel="noopener noreferrer"
      // All that is read on it: whoever speaks to their computer names what they see.
      aria-label={say("ui.download", { name: `${file.name} ${size}` })}
    >
      <span class="document-icon">
        <Drawing d={FILE} size={22} />
      </span>
      <span class="document-text">
        <span class="document-name" dir="auto">
          {file.name}
        </span>{" "}
        <span class="document-size">{size}</span>
      </span>
      <Drawing d={DOWNLOAD} size={18} />
    </a>
  );
}

function isImage(file: FileView): boolean {
  return /^image\/(?:png|jpeg|gif|webp|avif)$/.test(file.type);
}
