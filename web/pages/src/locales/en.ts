export const en = {
  signOut: "Sign out",
  signedOut: "You are not signed in",
  linkUsed: "This link does not count any more",
  askForLink:
    "Ask whoever runs ChatHub at your company for a new link. Each link works once, within 15 minutes.",
  unreachable: "The server cannot be reached",
  unreachableHint: "This page keeps trying. Check your connection.",
  noChat: "There is no chat at this address",
  noChatHint: "Check the link, or ask the company for a new one.",
};

export type PageKey = keyof typeof en;
