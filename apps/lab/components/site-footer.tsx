export function SiteFooter() {
  return (
    <footer className="mt-16 border-t border-line">
      <p className="mx-auto max-w-7xl px-4 py-6 text-xs text-soft sm:px-8">
        This is a laboratory. Accounts made here are kept on this server only. Do not use a password
        that you use elsewhere.
      </p>
    </footer>
  );
}
