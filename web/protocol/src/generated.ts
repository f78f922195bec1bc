// Generated from spec/realtime.schema.json by `npm run generate`; do not edit.
export const MAX_FRAME = 16384;
export const PATH = "/api/realtime";
export const SUBPROTOCOL = "chathub.v1";
export const CLOSE_BAD_REQUEST = 4400;
export const CLOSE_BAD_UTF8 = 1007;
export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_INVALID_TOKEN = 4401;
export const CLOSE_PROTOCOL_ERROR = 1002;
export const CLOSE_REFUSED_ORIGIN = 4403;
export const CLOSE_RESTART = 1012;
export const CLOSE_SLOW = 4000;
export const CLOSE_TOKEN_EXPIRED = 4402;
export const CLOSE_TOO_BIG = 1009;
export const CLOSE_TRY_LATER = 1013;
export const CLOSE_UNSUPPORTED = 1003;

/** A command; `id` is the client's own and is repeated in the one answer. */
export interface Ask {
  readonly command: Send | Seen | Typing | Thread | Files | Inbox | Open | Take | Assign | Release | Resolve | Reopen | Block | Unblock | Search | Presence | Profile | Happened | Rate;
  readonly id: number;
  readonly type: "command";
}

/** Operators: hands it to a colleague of the same organization. Answer: `Changed`. */
export interface Assign {
  readonly conversation: number;
  readonly operator: number;
  readonly type: "assign";
}

/** A stored file. Its bytes are fetched by a signed URL, see the command `files`. */
export interface Attachment {
  readonly height: number | null;
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly thumbnail: boolean;
  readonly type: string;
  readonly width: number | null;
}

/** Sent every `heartbeat` seconds with the newest cursor: a client that is behind it has lost something. */
export interface Beat {
  readonly cursor: number;
  readonly type: "beat";
}

/** Operators: refuses the customer's further messages, files and conversations. Answer: `Done`. */
export interface Block {
  readonly customer: number;
  readonly type: "block";
}

/** The conversation after the command. */
export interface Changed {
  readonly conversation: Conversation;
  readonly type: "changed";
}

/** Where conversations come from. */
export interface Channel {
  readonly id: number;
  readonly kind: "web";
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string;
}

/**
 * A channel was added or renamed, or the questions of its form read otherwise: replace it, or add it.
 *
 *     One that was deleted stays as it was, since conversations name it.
 */
export interface ChannelChanged {
  readonly channel: Channel;
  readonly type: "channel";
}

/** How a website channel's chat presents itself. A text that is null is the product's own, translated. */
export interface ChannelSettings {
  readonly awayText: string | null;
  readonly form: Form;
  readonly greeting: string | null;
  readonly looks: Looks;
  readonly rating: boolean;
  readonly teaser: string | null;
  readonly teaserAfter: number | null;
}

export type ClientFrame = Hello | Ask | Renew;

/** The last event of a stream over HTTP: the close code and reason that a socket would have got. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
  readonly type: "close";
}

export type Command = Send | Seen | Typing | Thread | Files | Inbox | Open | Take | Assign | Release | Resolve | Reopen | Block | Unblock | Search | Presence | Profile | Happened | Rate;

/** A conversation as operators see it. */
export interface Conversation {
  readonly activeAt: number;
  readonly assignee: number | null;
  readonly channel: number;
  readonly customer: Customer;
  readonly customerMessages: number;
  readonly customerRead: number;
  readonly customerSeen: number;
  readonly id: number;
  readonly lastMessage: Message | null;
  readonly openedAt: number;
  readonly operatorMessages: number;
  readonly rating: Rating | null;
  readonly status: "open" | "resolved";
  readonly teamRead: number;
}

/**
 * A conversation was opened, taken, assigned, released, resolved, reopened or rated: replace it.
 *
 *     `face`: its assignee has another picture.
 */
export interface ConversationChanged {
  readonly assigneeFace: string | null;
  readonly assigneeName: string | null;
  readonly by: Sender;
  readonly change: "assigned" | "face" | "opened" | "rated" | "released" | "reopened" | "resolved" | "taken";
  readonly conversation: Conversation;
  readonly type: "conversation";
}

/**
 * A conversation was erased, with all that was known of its customer: drop it, and what waits to be sent there.
 *
 *     The log has this in place of each event of an erased conversation, so that no number is missing in it.
 */
export interface ConversationErased {
  readonly conversation?: number;
  readonly type: "erased";
}

/** How far a client came: an operator's `at` is a position, a customer's a seq. */
export interface Cursor {
  readonly at: number;
  readonly epoch: string;
}

/** A customer as operators see it. */
export interface Customer {
  readonly blocked: boolean;
  readonly consentedAt: number | null;
  readonly department: string | null;
  readonly email: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly id: number;
  readonly identified: boolean;
  readonly name: string | null;
  readonly phone: string | null;
}

/** A customer's name, addresses, answers, identity or block changed: replace it wherever it appears. */
export interface CustomerChanged {
  readonly customer: Customer;
  readonly type: "customer";
}

/** All that a widget needs to start, as of `seq`. */
export interface CustomerSnapshot {
  readonly blocked: boolean;
  readonly consentedAt: number | null;
  readonly conversation: OwnConversation | null;
  readonly email: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly kind: "customer";
  readonly messages: readonly (Message)[];
  readonly more: boolean;
  readonly name: string | null;
  readonly online: boolean;
  readonly organization: string;
  readonly phone: string | null;
  readonly seq: number;
}

/** The customer's token, and what became of the identity that was claimed. */
export interface CustomerToken {
  readonly identity: "anonymous" | "expired" | "invalid" | "verified";
  readonly token: string;
}

/** It is done. */
export interface Done {
  readonly type: "done";
}

/** A command failed, or (without `id`) a frame could not be read. */
export interface ErrorFrame {
  readonly code: string;
  readonly id: number | null;
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfter: number | null;
  readonly type: "error";
}

export type Event = ConversationChanged | MessageAdded | SeenByCustomer | SeenByOperator | CustomerChanged | OperatorChanged | ChannelChanged | OrganizationChanged | ConversationErased;

/** One durable change. `position` is for operators, `seq` for customers: the client's new cursor. */
export interface EventFrame {
  readonly at: number;
  readonly event: ConversationChanged | MessageAdded | SeenByCustomer | SeenByOperator | CustomerChanged | OperatorChanged | ChannelChanged | OrganizationChanged | ConversationErased | OwnConversationChanged | OwnProfileChanged;
  readonly position?: number;
  readonly seq?: number;
  readonly type: "event";
}

/** Where a file's bytes are, until `expires_at` (UTC milliseconds). */
export interface FileLink {
  readonly expiresAt: number;
  readonly id: string;
  readonly thumbnailUrl: string | null;
  readonly url: string;
}

/** Links in the order asked for; an id that the caller may not see is left out. */
export interface FileLinks {
  readonly files: readonly (FileLink)[];
  readonly type: "files";
}

/** Addresses, signed for at most 15 minutes, of files the caller may see. Answer: `FileLinks`. */
export interface Files {
  readonly ids: readonly (string)[];
  readonly type: "files";
}

/** What a customer is asked. */
export interface Form {
  readonly consent: string | null;
  readonly email: "no" | "optional" | "required";
  readonly fields: readonly (FormField)[];
  readonly name: "no" | "optional" | "required";
  readonly phone: "no" | "optional" | "required";
  readonly when: "away" | "before" | "never";
}

/** A question of the company's own. */
export interface FormField {
  readonly choices: readonly (string)[];
  readonly key: string;
  readonly kind: "choice" | "text";
  readonly label: string;
  readonly required: boolean;
}

/** Finds, newest first; `before` continues the search and is null at its end. */
export interface Found {
  readonly before: number | null;
  readonly hits: readonly (Hit)[];
  readonly type: "found";
}

/**
 * Customers: the page tells what took place there, such as a filled cart, once for ever per `clientId`.
 *
 *     Operators see it as a note of the system in the thread, the customer never. Answer: `Done`.
 */
export interface Happened {
  readonly clientId: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly type: "happened";
}

/** The first frame: who the client is and how far it came. Without a cursor it gets a snapshot. */
export interface Hello {
  readonly cursor?: Cursor | null;
  readonly token: string;
  readonly type: "hello";
}

/** One find: a conversation, and the message that matched, or null where the customer's name did. */
export interface Hit {
  readonly item: InboxItem;
  readonly message: Message | null;
}

/** Operators: a page of conversations, newest activity first, after `after`. Answer: `InboxPage`. */
export interface Inbox {
  readonly after?: string | null;
  readonly limit?: number;
  readonly type: "inbox";
  readonly view?: "all" | "mine" | "waiting";
}

/** A conversation in one operator's list. */
export interface InboxItem {
  readonly conversation: Conversation;
  readonly seen: number;
}

/** Conversations; `after` continues the list and is null at its end. */
export interface InboxPage {
  readonly after: string | null;
  readonly items: readonly (InboxItem)[];
  readonly mine: number;
  readonly type: "inbox";
  readonly waiting: number;
}

/** Replay is over: from here events come as they happen. */
export interface Live {
  readonly cursor: number;
  readonly type: "live";
}

/** How the chat looks: what the script element's attributes of these names mean. An attribute wins over these. */
export interface Looks {
  readonly iconColor: string | null;
  readonly iconDarkColor: string | null;
  readonly launcher: "hidden" | null;
  readonly locale: "ar" | "de" | "en" | "es" | "fr" | "pl" | "uk" | null;
  readonly mainColor: string | null;
  readonly mainDarkColor: string | null;
  readonly offsetX: number | null;
  readonly offsetY: number | null;
  readonly operatorMessageColor: string | null;
  readonly operatorMessageDarkColor: string | null;
  readonly operatorMessageTextColor: string | null;
  readonly operatorMessageTextDarkColor: string | null;
  readonly position: "end" | "start" | null;
  readonly theme: "auto" | "dark" | "light" | null;
}

/** One message, or an operators' note (which no customer ever gets). */
export interface Message {
  readonly at: number;
  readonly attachments: readonly (Attachment)[];
  readonly clientId: string;
  readonly conversation?: number;
  readonly note: boolean;
  readonly position?: number;
  readonly sender: Sender;
  readonly seq: number | null;
  readonly text: string;
}

/**
 * Append the message to its thread.
 *
 *     Unless it is a note: it is the conversation's `last_message`, its `at` the conversation's `active_at`, and
 *     `customer_messages` (a customer wrote) or `operator_messages` (anyone else) grows by one.
 */
export interface MessageAdded {
  readonly message: Message;
  readonly type: "message";
}

/** A command succeeded. */
export interface Ok {
  readonly id: number;
  readonly result: Done | Sent | ThreadPage | FileLinks | InboxPage | Opened | Changed | Found;
  readonly type: "ok";
}

/** Operators: one conversation with the newest page of its thread. Answer: `Opened`. */
export interface Open {
  readonly conversation: number;
  readonly type: "open";
}

/** A conversation and the newest page of its thread; up to `seen_upto`, a position, the caller has read it. */
export interface Opened {
  readonly item: InboxItem;
  readonly messages: readonly (Message)[];
  readonly more: boolean;
  readonly seenUpto: number;
  readonly type: "opened";
}

/** An operator as colleagues see it. */
export interface Operator {
  readonly face: string | null;
  readonly id: number;
  readonly name: string;
  readonly status: 0 | 1 | 2;
}

/** An operator was added, renamed, deactivated, deleted, reactivated or has another picture: replace it. */
export interface OperatorChanged {
  readonly operator: Operator;
  readonly type: "operator";
}

/** Where one operator is; who is not listed is offline. */
export interface OperatorPresence {
  readonly id: number;
  readonly state: "away" | "online";
}

/** All that a panel needs to start, as of `position`. */
export interface OperatorSnapshot {
  readonly channels: readonly (Channel)[];
  readonly inbox: readonly (InboxItem)[];
  readonly kind: "operator";
  readonly me: Operator;
  readonly mine: number;
  readonly operators: readonly (Operator)[];
  readonly organization: Organization;
  readonly position: number;
  readonly waiting: number;
}

/** A department or brand of a company. */
export interface Organization {
  readonly id: number;
  readonly name: string;
}

/** The organization has another name: replace it. */
export interface OrganizationChanged {
  readonly organization: Organization;
  readonly type: "organization";
}

/** A conversation as its customer sees it. */
export interface OwnConversation {
  readonly customerMessages: number;
  readonly customerRead: number;
  readonly customerSeen: number;
  readonly openedAt: number;
  readonly operator: string | null;
  readonly operatorFace: string | null;
  readonly operatorMessages: number;
  readonly rating: Rating | null;
  readonly status: "open" | "resolved";
  readonly teamRead: number;
}

/** The customer's own conversation was opened, taken, released, resolved, reopened or rated: replace it. */
export interface OwnConversationChanged {
  readonly change: "assigned" | "face" | "opened" | "rated" | "released" | "reopened" | "resolved" | "taken";
  readonly conversation: OwnConversation;
  readonly type: "own_conversation";
}

export type OwnEvent = OwnConversationChanged | MessageAdded | SeenByCustomer | SeenByOperator | OwnProfileChanged | ConversationErased;

/**
 * What the customer told about itself changed, on this or another device: replace it.
 *
 *     A customer's stream begins with its first message; what it told before, another tab learns from its next snapshot.
 */
export interface OwnProfileChanged {
  readonly blocked: boolean;
  readonly consentedAt: number | null;
  readonly email: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string | null;
  readonly phone: string | null;
  readonly type: "profile";
}

/** An operator token for the panel's own page, which keeps it in memory only. */
export interface PanelToken {
  readonly expiresAt: number;
  readonly operator: Operator;
  readonly organization: Organization;
  readonly renewIn: number;
  readonly token: string;
}

/** Operators: tells colleagues whether the caller is at the desk. Answer: `Done`. */
export interface Presence {
  readonly state: "away" | "online";
  readonly type: "presence";
}

/** Operators: who is here. Customers: whether anybody is. */
export interface PresenceFrame {
  readonly online: boolean;
  readonly operators?: readonly (OperatorPresence)[];
  readonly type: "presence";
}

/** Customers: tells name, e-mail, phone or answers to the form; an empty text takes it back. Answer: `Done`. */
export interface Profile {
  readonly consent?: boolean;
  readonly department?: string | null;
  readonly email?: string | null;
  readonly fields?: Readonly<Record<string, string>>;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly type: "profile";
}

/**
 * Customers: how many conversations wait for an operator until it is their turn, their own counted.
 *
 *     Null once somebody has taken theirs, and behind the thousandth. Told soon after it changes; lost without harm.
 */
export interface QueueFrame {
  readonly queuePosition: number | null;
  readonly type: "queue";
}

/** Customers: says how a resolved conversation was; saying it again replaces it. Answer: `Done`. */
export interface Rate {
  readonly comment?: string | null;
  readonly score: number;
  readonly type: "rate";
}

/** What a customer thought of a conversation, once it was resolved. */
export interface Rating {
  readonly at: number;
  readonly comment: string | null;
  readonly score: number;
}

/** Operators: puts it back among the waiting. Answer: `Changed`. */
export interface Release {
  readonly conversation: number;
  readonly type: "release";
}

/** A fresh token for the same operator or customer, before the old one ends. No answer but an `error` frame. */
export interface Renew {
  readonly token: string;
  readonly type: "renew";
}

/** The token has ended: send a `renew` frame within 5 s, or the socket closes. */
export interface RenewFrame {
  readonly expiresAt: number;
  readonly type: "renew";
}

/** Operators: opens a resolved one again. Answer: `Changed`. */
export interface Reopen {
  readonly conversation: number;
  readonly type: "reopen";
}

/** Forget what you hold, a snapshot follows. */
export interface Reset {
  readonly reason: "epoch" | "gap" | "new";
  readonly type: "reset";
}

/** Operators: closes it; the customer's next message reopens it. Answer: `Changed`. */
export interface Resolve {
  readonly conversation: number;
  readonly type: "resolve";
}

export type Result = Done | Sent | ThreadPage | FileLinks | InboxPage | Opened | Changed | Found;

/** Operators: conversations whose messages or customer's name contain `text`, newest first. Answer: `Found`. */
export interface Search {
  readonly before?: number | null;
  readonly text: string;
  readonly type: "search";
}

/** Marks everything up to `upto` as read: a position for operators, a seq for customers. Answer: `Done`. */
export interface Seen {
  readonly conversation?: number | null;
  readonly type: "seen";
  readonly upto: number;
}

/** The customer has read up to `seq`: set `customer_read` to it and `customer_seen` to `messages`. */
export interface SeenByCustomer {
  readonly conversation?: number;
  readonly messages: number;
  readonly seq: number;
  readonly type: "seen_by_customer";
}

/** An operator has read: set `team_read` to `seq`, and that operator's own `seen` to `messages`. */
export interface SeenByOperator {
  readonly conversation?: number;
  readonly messages?: number;
  readonly operator?: number;
  readonly seq: number;
  readonly type: "seen_by_operator";
}

/**
 * Writes a message, once for ever per `clientId`.
 *
 *     Ids that begin with the time, such as UUIDs of version 7, cost the server least; any others do.
 *     A customer leaves `conversation` out: the message continues its conversation, or opens one.
 *     An operator names it; `note` makes it a note that only operators see. Answer: `Sent`.
 */
export interface Send {
  readonly attachments?: readonly (string)[];
  readonly clientId: string;
  readonly conversation?: number | null;
  readonly note?: boolean;
  readonly text: string;
  readonly type: "send";
}

/** Who wrote. The name is the one under which it was written. */
export interface Sender {
  readonly id?: number | null;
  readonly kind: "bot" | "customer" | "operator" | "system";
  readonly name: string | null;
}

/** The stored message: committed and on disk. */
export interface Sent {
  readonly message: Message;
  readonly type: "sent";
}

export type ServerFrame = Welcome | Reset | SnapshotFrame | Live | EventFrame | Ok | ErrorFrame | Beat | TypingFrame | PresenceFrame | QueueFrame | RenewFrame | Closing;

/** Everything needed to start; events after it follow. */
export interface SnapshotFrame {
  readonly snapshot: OperatorSnapshot | CustomerSnapshot;
  readonly type: "snapshot";
}

/** Operators: makes the caller its assignee; a resolved one is reopened. Answer: `Changed`. */
export interface Take {
  readonly conversation: number;
  readonly type: "take";
}

/**
 * A page of messages before `before` (the newest without it), oldest first. Answer: `ThreadPage`.
 *
 *     Operators may ask for the page after `after` in place of it.
 */
export interface Thread {
  readonly after?: number | null;
  readonly before?: number | null;
  readonly conversation?: number | null;
  readonly limit?: number;
  readonly type: "thread";
}

/** Messages, oldest first; `more` tells that there are older ones, or newer ones where `after` was asked for. */
export interface ThreadPage {
  readonly messages: readonly (Message)[];
  readonly more: boolean;
  readonly type: "thread";
}

/** Tells the other side that somebody is typing; never stored, lasts some seconds. Answer: `Done`. */
export interface Typing {
  readonly conversation?: number | null;
  readonly type: "typing";
}

/** Somebody is typing; forget it after 6 s. Customers get only that an operator is. */
export interface TypingFrame {
  readonly conversation?: number;
  readonly name: string | null;
  readonly operator?: number | null;
  readonly type: "typing";
}

/** Operators: takes a block back. Answer: `Done`. */
export interface Unblock {
  readonly customer: number;
  readonly type: "unblock";
}

/** The token counts. `resumed`: the missing events follow, then `live`; otherwise `reset` and `snapshot` do. */
export interface Welcome {
  readonly epoch: string;
  readonly heartbeat: number;
  readonly protocol: number;
  readonly resumed: boolean;
  readonly type: "welcome";
}

/** What the customer's widget needs before anybody writes; the same for everybody. */
export interface WidgetSettings {
  readonly awayText: string | null;
  readonly form: Form;
  readonly greeting: string | null;
  readonly guid: string;
  readonly looks: Readonly<Record<string, string | number>>;
  readonly name: string;
  readonly online: boolean;
  readonly open: boolean;
  readonly opensAt: number | null;
  readonly organization: string;
  readonly rating: boolean;
  readonly teaser: string | null;
  readonly teaserAfter: number | null;
}
