/** What the embeds share to talk to the server. */
export type { Client, CustomerClient, OperatorClient } from "./clients";
export { ignored } from "./core";
export { createCustomerClient } from "./customer";
export { applyCustomer, customerState } from "./customer-state";
export type * from "./generated";
export { createOperatorClient } from "./operator";
export { applyOperator, operatorState, unreadOf } from "./operator-state";
export { readToken } from "./token";
export { couldBeToken } from "./token-shape";
export type * from "./types";
export { RequestError } from "./types";
