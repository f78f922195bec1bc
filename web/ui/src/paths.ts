/** The line drawings, 20 x 20, that panel and widget share: one constant each, so that an embed carries what it draws. */

export const ATTACH =
  "M15.5 9.2 9.9 14.8a3.2 3.2 0 0 1-4.6-4.6l6-6a2.1 2.1 0 0 1 3 3l-6 6a1 1 0 0 1-1.5-1.4l5.4-5.5";
export const SEND = "M3.2 4.1 17 10 3.2 15.9l1.6-5.9zM4.8 10H10";
export const CLOSE = "m5 5 10 10M15 5 5 15";
export const DOWN = "m5 8 5 5 5-5";
export const CHECK = "m4.5 10.5 3.5 3.5 7.5-8";
export const CHECKS = "m2 10.5 3.4 3.5 7-8M9.6 13.2l.9.8 7-8";
export const CLOCK = "M10 3.2a6.8 6.8 0 1 0 .1 0ZM10 6.3V10l2.4 1.8";
export const ALERT = "M10 7.5v4M10 14v.1M10 3 2.5 16.5h15z";
export const CHAT = "M3.5 4h13v10H9l-3.5 3v-3h-2zM7 7.5h6M7 10.5h4";
export const OFFLINE = "M3 3l14 14M3 7q3-2.6 7-2.6M6 11q2-2 4-2M10 15.5v.1M14 6q1.8.6 3 2";
