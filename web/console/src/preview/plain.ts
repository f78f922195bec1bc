/** A channel's settings as they come, for where there is no channel yet. */
import type { ChannelSettings } from "@chathub/protocol";

export const PLAIN: ChannelSettings = {
  greeting: null,
  teaser: null,
  teaserAfter: null,
  awayText: null,
  form: {
    when: "never",
    name: "optional",
    email: "optional",
    phone: "no",
    fields: [],
    consent: null,
  },
  rating: true,
  looks: {
    mainColor: null,
    mainDarkColor: null,
    iconColor: null,
    iconDarkColor: null,
    operatorMessageColor: null,
    operatorMessageDarkColor: null,
    operatorMessageTextColor: null,
    operatorMessageTextDarkColor: null,
    position: null,
    offsetX: null,
    offsetY: null,
    launcher: null,
    theme: null,
    locale: null,
  },
};
