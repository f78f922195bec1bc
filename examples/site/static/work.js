// The panel's own server brings what keeps its token fresh; the route of this site gives the tokens.
const panel = document.getElementById("operator-chat-panel-script");
const { keepToken } = await import(new URL("token.js", panel.src));

keepToken(panel, { source: "/api/chathub/token", onSignedOut: () => location.assign("/sign-in") });
