import fc from "fast-check";

// Without a limit, looking for the smallest counterexample can take for ever, and a red test hangs
// instead of saying what is wrong. fast-check prints the seed that reproduces a failure.
fc.configureGlobal({ interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true });
