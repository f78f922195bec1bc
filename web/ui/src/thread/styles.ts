/** The looks of threads, messages and files. */

export const THREAD_STYLES = `
.thread { position: relative; display: flex; flex: 1; min-height: 0; background: var(--canvas); }
.scroller { flex: 1; min-width: 0; overflow-y: auto; overflow-x: hidden; overflow-anchor: none; overscroll-behavior: contain; padding: 12px 14px 6px; scrollbar-width: thin; scrollbar-color: var(--line-strong) transparent; }
.scroller:focus-visible { outline-offset: -2px; }
.entries { display: flex; flex-direction: column; }
.entry { display: flex; flex-direction: column; align-items: flex-start; max-width: 84%; margin-block-start: 2px; align-self: flex-start; }
.entry.first { margin-block-start: 12px; }
.entry.own { align-self: flex-end; align-items: flex-end; }
.entry.note { align-self: flex-end; align-items: stretch; }
.entry.middle { align-self: center; }
.author { display: flex; align-items: center; gap: 5px; flex-wrap: wrap; margin: 0 4px 3px; font-size: 12px; font-weight: 600; color: var(--text-soft); overflow-wrap: anywhere; }
.note .author { color: var(--note-text); }
.note-hint { font-weight: 400; }
.bubble { position: relative; min-width: 60px; max-width: 100%; padding: 8px 12px 6px; border-radius: 16px; background: var(--bubble); box-shadow: var(--shadow-small); }
.own .bubble { background: var(--accent); color: var(--on-accent); }
.other .bubble { border-end-start-radius: 5px; }
.own .bubble { border-end-end-radius: 5px; }
.other:not(.first) .bubble { border-start-start-radius: 5px; }
.own:not(.first) .bubble { border-start-end-radius: 5px; }
.note .bubble { background: var(--note); color: var(--text); border: 1px dashed var(--note-line); border-radius: 10px; box-shadow: none; }
.middle .bubble { background: none; box-shadow: none; padding: 2px 8px; font-size: 12px; color: var(--text-soft); text-align: center; }
.bubble.failed { outline: 1.5px solid var(--bad); outline-offset: 1px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.text a { text-decoration: underline; text-underline-offset: 2px; }
.other .text a, .note .text a { color: var(--accent-text); }
.stamp { display: flex; align-items: center; justify-content: flex-end; gap: 4px; margin-block-start: 1px; font-size: 11px; line-height: 15px; color: var(--text-soft); font-variant-numeric: tabular-nums; }
.own .stamp { color: inherit; }
.mark.read { color: inherit; }
.mark.failed { color: inherit; }
.failure { display: flex; flex-wrap: wrap; gap: 4px 10px; margin: 4px 4px 0; font-size: 12px; color: var(--bad); }
.link { text-decoration: underline; text-underline-offset: 2px; font-weight: 600; }
.day, .unread-line { display: flex; align-items: center; gap: 10px; margin: 16px 0 4px; font-size: 12px; font-weight: 600; color: var(--text-soft); }
.day { justify-content: center; }
.day span { padding: 2px 10px; border-radius: var(--radius-full); background: var(--hover); }
.unread-line { color: var(--accent-text); margin-block: 10px 0; }
.unread-line::before, .unread-line::after { content: ""; flex: 1; height: 1px; background: currentColor; opacity: .45; }
.files { display: flex; flex-direction: column; gap: 6px; margin: 2px 0 4px; }
.picture { display: grid; place-items: center; max-width: 100%; overflow: hidden; border-radius: 10px; background: var(--hover); color: var(--text-soft); }
.picture img { display: block; width: 100%; height: 100%; object-fit: cover; }
.document { display: flex; align-items: center; gap: 10px; max-width: 260px; padding: 8px 10px; border-radius: 10px; background: var(--hover); color: var(--text); text-decoration: none; }
.own .document { background: rgb(255 255 255 / 16%); color: inherit; }
.document-text { display: flex; flex-direction: column; min-width: 0; flex: 1; line-height: 1.3; }
.document-name { font-weight: 600; font-size: 13px; overflow-wrap: anywhere; }
.document-size { font-size: 12px; opacity: .85; }
.typing { display: flex; align-items: center; gap: 8px; height: 24px; padding: 0 4px; font-size: 12px; color: var(--text-soft); }
.dots { display: inline-flex; gap: 3px; }
.dots i { width: 5px; height: 5px; border-radius: 50%; background: currentColor; animation: dot 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes dot { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; transform: translateY(-2px); } }
.latest { position: absolute; inset-block-end: 12px; inset-inline-end: 16px; display: flex; align-items: center; gap: 6px; min-width: 36px; height: 36px; padding: 0 8px; justify-content: center; border-radius: var(--radius-full); background: var(--raised); border: 1px solid var(--line); box-shadow: 0 4px 14px rgb(16 32 43 / 18%); font-size: 13px; font-weight: 600; color: var(--accent-text); }
.latest span { padding-inline-start: 6px; }
.older { display: grid; place-items: center; height: 36px; }
.older.idle { visibility: hidden; }
.empty { display: grid; place-items: center; min-height: 60%; padding: 24px; text-align: center; color: var(--text-soft); }
.spinner { width: 18px; height: 18px; border-radius: 50%; border: 2px solid var(--line-strong); border-block-start-color: transparent; animation: turn .8s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (forced-colors: active) { .own .bubble { border: 2px solid Highlight; } .note .bubble { border-style: dashed; } }
`;
