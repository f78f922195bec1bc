// An Angular application with zones, compiled ahead of time, with the documented component as its root.
import "zone.js";
// What Angular publishes is linked by this when it runs; the component itself was compiled before.
import "@angular/compiler";
import { type ApplicationRef, provideZoneChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { AppComponent } from "./documented";

interface Component {
  operatorToken: string;
  loadWidget(): void;
}

let application: ApplicationRef;

Object.assign(globalThis, {
  application: {
    async mount() {
      document.getElementById("root")?.append(document.createElement("app-root"));
      application = await bootstrapApplication(AppComponent, { providers: [provideZoneChangeDetection()] });
    },
    unmount: () => application.destroy(),
    // The component loads the widget again: a second element with the same id.
    refresh(token: string) {
      const component: Component = application.components[0]?.instance;
      component.operatorToken = token;
      component.loadWidget();
    },
  },
});
