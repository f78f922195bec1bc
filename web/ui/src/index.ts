/** What the embeds are drawn with: tokens, texts, and the parts that panel and widget have in common. */

import COMPOSER_STYLES from "./composer/composer.css?inline";
import UPLOAD_STYLES from "./composer/uploads.css?inline";
import CONTROL_STYLES from "./controls.css?inline";
import JUMP_STYLES from "./thread/jumps.css?inline";
import THREAD_STYLES from "./thread/thread.css?inline";
import TOKENS from "./tokens.css?inline";

export { takeApart } from "./apart";
export { Composer, type ComposerProps, filesOf } from "./composer/Composer";
export { DropZone } from "./composer/DropZone";
export { UploadList } from "./composer/UploadList";
export {
  createUploads,
  type SendFile,
  type Upload,
  type UploadRules,
  type Uploads,
} from "./composer/uploads";
export {
  Badge,
  Button,
  type ButtonProps,
  Face,
  IconButton,
  Notice,
  type NoticeProps,
  Skeleton,
} from "./controls";
export { clockTime, dayName, fullTime, shortTime, startOfDay } from "./dates";
export { Icon, type IconName } from "./icons";
export { initialsOf } from "./initials";
export { fileSize } from "./sizes";
export { linkParts, type Part, Text } from "./text";
export { Bubble, type BubbleProps } from "./thread/Bubble";
export { Files, pictureSize } from "./thread/Files";
export { type Entry, type FileAddress, type FileView, type Row, rowsOf } from "./thread/rows";
export type { Place, Spot } from "./thread/scroll";
export { Thread, type ThreadProps } from "./thread/Thread";
export { type Theme, TOKENS, themeOf } from "./tokens";
export {
  chooseLocale,
  type Dictionary,
  type Entry as TextEntry,
  type Language,
  LanguageProvider,
  language,
  type UiKey,
  useLanguage,
  type Values,
} from "./words";

/** All styles of this package. Put the class `ch` (and `data-theme`, `dir`, `lang`) on the root element. */
export const UI_STYLES =
  TOKENS + CONTROL_STYLES + THREAD_STYLES + JUMP_STYLES + COMPOSER_STYLES + UPLOAD_STYLES;
