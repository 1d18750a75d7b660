export function SiteFooter() {
  return (
    <footer className="mt-16 border-t border-line">
      <p className="mx-auto max-w-7xl px-4 py-6 text-xs text-soft sm:px-8">
        A laboratory, made to be looked into. Accounts made here stay on this server; use no
        password that you use elsewhere.
      </p>
    </footer>
  );
}
