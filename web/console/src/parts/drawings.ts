/** The line drawings, 20 x 20, that only the console has. */

export const HOME = "M3.5 9.2 10 3.6l6.5 5.6M5.2 8v8.2h9.6V8M8.4 16v-4.4h3.2V16";
export const CHART = "M3.5 3.5v13h13M7 13.2V10M10.5 13.2V6.6M14 13.2V8.6";
export const WINDOW = "M3.2 4.5h13.6v11H3.2zM3.2 7.6h13.6M5.4 6h.1M7.4 6h.1";
export const SHIELD =
  "M10 3 4.2 5v4.4c0 3.6 2.4 6.2 5.8 7.6 3.4-1.4 5.8-4 5.8-7.6V5zM7.4 9.8l1.9 1.9 3.4-3.6";
export const TEAM =
  "M7.4 9.4a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.6 16c.4-2.7 2.2-4.2 4.8-4.2s4.4 1.5 4.8 4.2M12.6 4.3a2.6 2.6 0 0 1 0 4.9M14.2 12c1.8.6 2.9 1.9 3.2 4";
export const BUILDING =
  "M4.5 16.5v-13h7v13M11.5 8h4v8.5M3 16.5h14M7 6.5h2M7 9.5h2M7 12.5h2M13.5 11h.1M13.5 13.6h.1";
export const HEADSET =
  "M4 11.5V10a6 6 0 0 1 12 0v1.5M4 10.8h2.2v4.4H5.4A1.4 1.4 0 0 1 4 13.8zM16 10.8h-2.2v4.4h.8a1.4 1.4 0 0 0 1.4-1.4zM15.6 14.8c-.6 1.2-2 1.9-4 1.9";
export const KEY =
  "M7.2 15.6a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8ZM9.8 9.8l6.4-6.4M13.4 6.2l2 2M11.6 8l1.4 1.4";
export const SCROLL = "M5 3.5h10v13H5zM7.5 7h5M7.5 10h5M7.5 13h3";
export const PLUS = "M10 4v12M4 10h12";
export const MENU = "M3.5 5.5h13M3.5 10h13M3.5 14.5h13";
export const PEN = "m4 16 .8-3.4 8.3-8.3 2.6 2.6-8.3 8.3zM11.6 5.8l2.6 2.6";
export const BIN = "M4 5.8h12M8 5.6V3.8h4v1.8M5.4 5.8l.7 10.7h7.8l.7-10.7M8.4 8.8v4.8M11.6 8.8v4.8";
export const UPLOAD = "M10 13V4M6.6 7.2 10 3.8l3.4 3.4M4 13.6v2.6h12v-2.6";
export const LINK =
  "M8.6 11.4a3 3 0 0 0 4.3 0l2.5-2.5a3 3 0 0 0-4.3-4.3l-1 1M11.4 8.6a3 3 0 0 0-4.3 0l-2.5 2.5a3 3 0 0 0 4.3 4.3l1-1";
export const LEAVE = "M11.5 4H4.5v12h7M8.5 10h8M13.4 6.8l3.2 3.2-3.2 3.2";
export const PAUSE = "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM8.2 7.4v5.2M11.8 7.4v5.2";
export const PLAY = "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM8.6 7.4v5.2l4.2-2.6z";
export const CLOCK = "M10 3.2a6.8 6.8 0 1 0 .1 0ZM10 6.3V10l2.4 1.8";
export const SLIDERS =
  "M3 6h7M14 6h3M3 14h3M10 14h7M12 8.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 16.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z";
export const FACE =
  "M10 9.8a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.8 16.6c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6";
export const COPY = "M7.5 7.5h9v9h-9zM4 12.5h-.5v-9h9V4";
export const BOOK =
  "M10 5.2C8.4 4 6.2 3.6 3.4 3.8v11.4c2.8-.2 5 .2 6.6 1.4 1.6-1.2 3.8-1.6 6.6-1.4V3.8c-2.8-.2-5 .2-6.6 1.4ZM10 5.2v11.4";
