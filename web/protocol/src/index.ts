/** What the embeds share to talk to the server. */
export type { Client, CustomerClient, OperatorClient } from "./clients";
export type * from "./generated";
export { couldBeToken, readToken } from "./token";
export type * from "./types";
export { RequestError } from "./types";
