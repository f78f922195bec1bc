/** The looks of the composer and of uploads. */

export const COMPOSER_STYLES = `
.composer { display: flex; flex-direction: column; gap: 6px; padding: 8px 10px 4px; background: var(--surface); border-block-start: 1px solid var(--line); }
.composer.note { background: var(--note); border-block-start-color: var(--note-line); }
.composer.closed { padding: 14px 16px; text-align: center; color: var(--text-soft); }
.compose-line { display: flex; align-items: flex-end; gap: 4px; }
.field { flex: 1; min-width: 0; height: 40px; max-height: 160px; resize: none; padding: 8px 12px; font-size: 16px; line-height: 22px; border: 1px solid var(--line-strong); border-radius: 20px; background: var(--surface); color: var(--text); scrollbar-width: thin; }
.field::placeholder { color: var(--text-soft); opacity: 1; }
.field:focus-visible { outline: 2px solid var(--focus); outline-offset: -1px; border-color: transparent; }
.note .field { border-radius: 10px; border-color: var(--note-line); }
.send { display: grid; place-items: center; flex: none; width: 40px; height: 40px; border-radius: 50%; background: var(--accent); color: var(--on-accent); transition: opacity .15s, transform .15s; }
.send:active:not(:disabled) { transform: scale(.94); }
.send:disabled { background: var(--hover); color: var(--text-soft); }
.note .send:not(:disabled) { background: var(--note-text); color: var(--note); }
.compose-problem { font-size: 12px; color: var(--bad); padding: 0 4px; }
.compose-problem:empty { display: none; }
.composer:not(:has(.compose-problem:not(:empty))) { padding-block-end: 8px; }
.uploads { display: flex; flex-wrap: wrap; gap: 6px; max-height: 132px; overflow-y: auto; }
.upload { display: flex; align-items: center; gap: 8px; width: 220px; max-width: 100%; padding: 6px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); }
.upload.failed { border-color: var(--bad); background: var(--bad-soft); }
.upload-icon { display: grid; place-items: center; width: 36px; height: 36px; flex: none; border-radius: 7px; object-fit: cover; background: var(--hover); color: var(--text-soft); }
.upload-text { display: flex; flex-direction: column; gap: 2px; flex: 1; min-width: 0; font-size: 12px; line-height: 1.3; }
.upload-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
.upload-state { color: var(--text-soft); }
.failed .upload-state { color: var(--bad); }
.upload progress { appearance: none; width: 100%; height: 4px; border: 0; border-radius: 2px; overflow: hidden; background: var(--line); color: var(--accent); }
.upload progress::-webkit-progress-bar { background: var(--line); }
.upload progress::-webkit-progress-value { background: var(--accent); transition: width .2s; }
.upload progress::-moz-progress-bar { background: var(--accent); }
.drop-hint { position: absolute; inset: 8px; z-index: 5; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 8px; border: 2px dashed var(--accent-text); border-radius: var(--radius); background: color-mix(in srgb, var(--surface) 92%, transparent); color: var(--accent-text); font-weight: 600; pointer-events: none; }
`;
