import { useState } from "react";
import { ChatPanel } from "./ChatPanel.jsx";

const server = document.querySelector("meta[name=chathub]").content;

/** What stands for your CRM: a view with the panel, one without, and an organization to choose. */
export function App() {
  const [view, setView] = useState("chats");
  const [organization, setOrganization] = useState("sales");

  if (view === "signed out") return <h1>Please sign in</h1>;
  return (
    <>
      <h1>CRM</h1>
      <nav>
        <button onClick={() => setView("chats")}>Chats</button>
        <button onClick={() => setView("invoices")}>Invoices</button>
      </nav>
      <label>
        Organization{" "}
        <select value={organization} onChange={(event) => setOrganization(event.target.value)}>
          <option value="sales">Sales</option>
          <option value="support">Support</option>
        </select>
      </label>
      {view === "chats" && (
        <ChatPanel server={server} organization={organization} onSignedOut={() => setView("signed out")} />
      )}
    </>
  );
}
