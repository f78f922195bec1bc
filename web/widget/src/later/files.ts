/** Files in the thread. Fetched with the first message that has one. */
export { Files } from "@chathub/ui/thread/Files";
export { default as FILE_STYLES } from "./files.css?inline";
