/** How the opened chat looks. Its own sheets: the panel's have much that a customer never sees. */
import BASE from "./styles/base.css?inline";
import COMPOSER from "./styles/composer.css?inline";
import THREAD from "./styles/thread.css?inline";
import WINDOW from "./styles/window.css?inline";

export const CHAT_STYLES = BASE + WINDOW + THREAD + COMPOSER;
