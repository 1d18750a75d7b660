export function SiteFooter() {
  return (
    <footer className="mt-16 border-t border-line">
      <p className="mx-auto max-w-7xl px-4 py-6 text-xs text-soft sm:px-8">
        This app is a demonstration. Its accounts exist on this server only. Do not use a password
        of another account.
      </p>
    </footer>
  );
}
