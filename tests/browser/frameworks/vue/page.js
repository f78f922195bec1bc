// A Vue application with the documented component as its root.
import { createApp } from "vue";
import Documented from "./Documented.vue";

let application;
let component;

globalThis.application = {
  mount() {
    application = createApp(Documented);
    component = application.mount("#root");
  },
  unmount: () => application.unmount(),
  // The component loads the widget again: a second element with the same id.
  refresh(token) {
    component.operatorToken = token;
    component.loadWidget();
  },
};
