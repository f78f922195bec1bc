// A React application in StrictMode, where every effect runs twice, with the documented component in it.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, ChatHubWidget } from "./documented.jsx";

let root;
const render = (content) => root.render(<StrictMode>{content}</StrictMode>);

globalThis.application = {
  mount() {
    root = createRoot(document.getElementById("root"));
    render(<App />);
  },
  unmount: () => root.unmount(),
  // The component is given another token.
  refresh: (token) => render(<ChatHubWidget operatorToken={token} />),
};
