const DARK = `
--page:#0d1117;--card:#161b22;--line:#30363d;--field:#0d1117;--field-line:#6e7681;--text:#f0f6fc;
--muted:#a3adb8;--alert:#3c1618;--alert-line:#a1363c;--alert-text:#ffc9c6;--focus:#79b8ff;
--button:var(--brand-color,#f0f6fc);--on-button:var(--button-text-color,var(--on-brand,#0d1117));
--shadow:0 1px 2px rgb(0 0 0/.4),0 12px 32px rgb(0 0 0/.35);`;

/** Returns a rule for the dark colors, chosen by the page or by the browser. */
function dark(rule: string): string {
  return `.__next-auth-theme-dark ${rule}
@media (prefers-color-scheme:dark){.__next-auth-theme-auto ${rule}}`;
}

/** The style of the built-in pages. It has no URL and needs no script. */
export const style: string = `
body{
--page:#f4f5f7;--card:#fff;--line:#e1e4e8;--field:#fff;--field-line:#868e99;--text:#16181d;
--muted:#555c66;--alert:#fdecec;--alert-line:#e0a3a3;--alert-text:#8c1d1d;--focus:#0b63ce;
--button:var(--brand-color,#16181d);--on-button:var(--button-text-color,var(--on-brand,#fff));
--shadow:0 1px 2px rgb(16 24 40/.06),0 12px 32px rgb(16 24 40/.08);}
.__next-auth-theme-dark{${DARK}}
@media (prefers-color-scheme:dark){.__next-auth-theme-auto{${DARK}}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);
font:1rem/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.page{min-height:100vh;min-height:100svh;display:grid;place-items:center;padding:1.5rem 1rem}
.page>div{width:100%;max-width:24rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:2rem;
box-shadow:var(--shadow);overflow-wrap:anywhere}
.logo{display:block;max-width:9rem;max-height:4rem;margin:0 0 1.5rem}
h1{margin:0 0 1.25rem;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.015em}
p{margin:0 0 .75rem;color:var(--muted)}
.card>:last-child,.message>:last-child,.message p:last-child{margin-bottom:0}
form{margin:0}
.signout p{margin-bottom:1.25rem}
.provider+.provider,.provider>hr{margin-top:1.5rem}
hr{height:0;margin:0;border:0;border-top:1px solid var(--line)}
label{display:block;margin:0 0 .375rem;font-size:.875rem;font-weight:600}
input:not([type=hidden]){display:block;width:100%;min-height:2.75rem;margin:0 0 1rem;
padding:.5rem .75rem;font:inherit;color:var(--text);background:var(--field);
border:1px solid var(--field-line);border-radius:.5rem}
input[type=checkbox],input[type=radio]{width:1.25rem!important;min-height:1.25rem!important}
input::placeholder{color:var(--muted);opacity:1}
button,a.button{display:block;width:100%;min-height:2.75rem;padding:.625rem 1rem;font:inherit;
font-weight:600;line-height:1.5;text-align:center;text-decoration:none;cursor:pointer;
color:var(--on-button);background:var(--button);border:1px solid transparent;border-radius:.5rem}
form button{margin-top:.5rem}
form button.button{display:flex;align-items:center;justify-content:center;gap:.625rem;
color:var(--provider-color,var(--on-button));background:var(--provider-bg,var(--button));
border-color:var(--line)}
.provider-logo-dark{display:none}
${dark(`form button.button{color:var(--provider-dark-color,var(--on-button));
background:var(--provider-dark-bg,var(--button))}`)}
${dark(".provider-logo{display:none}")}
${dark(".provider-logo-dark{display:inline}")}
button:hover,a.button:hover{filter:brightness(1.12)}
.__next-auth-theme-dark :is(button,a.button):hover{filter:brightness(.9)}
a.site{color:var(--text);font-weight:600;text-underline-offset:.2em}
:is(a,button,input):focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.card>.error{margin:0 0 1.25rem;padding:.75rem 1rem;border:1px solid var(--alert-line);
border-radius:.5rem;background:var(--alert)}
.card>.error p{margin:0;color:var(--alert-text);font-size:.9375rem}
.message{margin-bottom:1.25rem}
a.button{margin-top:1.25rem}
@media (max-width:26rem){.card{padding:1.5rem}}
`;
