import fc from "fast-check";

// Without a limit, shrinking a counterexample can take very long, and a failing test hangs instead of
// reporting its failure. fast-check prints the seed that reproduces a failure.
fc.configureGlobal({ interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true });
