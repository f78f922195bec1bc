/** Where the build put the user interface of the entry being built, relative to the entry's own address. */
declare const __UI_CHUNK__: string;
