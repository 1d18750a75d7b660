import { faultsOf } from "./suite.ts";

faultsOf("postgres");
