import { Component, signal } from "@angular/core";
import { ChatPanel } from "./chat-panel";

/** What stands for your CRM: a view with the panel, one without, and an organization to choose. */
@Component({
  selector: "app-root",
  imports: [ChatPanel],
  template: `
    @if (view() === "signed out") {
      <h1>Please sign in</h1>
    } @else {
      <h1>CRM</h1>
      <nav>
        <button (click)="view.set('chats')">Chats</button>
        <button (click)="view.set('invoices')">Invoices</button>
      </nav>
      <label>
        Organization
        <select #choice (change)="organization.set(choice.value)">
          <option value="sales">Sales</option>
          <option value="support">Support</option>
        </select>
      </label>
      @if (view() === "chats") {
        <app-chat-panel [server]="server" [organization]="organization()" (signedOut)="view.set('signed out')" />
      }
    }
  `,
})
export class App {
  readonly server = document.querySelector<HTMLMetaElement>("meta[name=chathub]")?.content ?? "";
  readonly view = signal("chats");
  readonly organization = signal("sales");
}
