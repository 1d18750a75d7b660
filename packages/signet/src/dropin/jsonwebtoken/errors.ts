/**
 * The base class of the errors of `verify`. `name` and `message` are enumerable and in this order,
 * as in jsonwebtoken, so that `res.json(error)` sends the same JSON.
 */
export class JsonWebTokenError extends Error {
  declare name: string;
  declare message: string;
  /** The cause, when the constructor received one. */
  declare inner?: Error;

  constructor(message: string, error?: Error) {
    super();
    this.name = "JsonWebTokenError";
    this.message = message;
    if (error) this.inner = error;
    // The first line of the stack contains name and message, which are set only now.
    Error.captureStackTrace(this, new.target);
  }
}

/** The token has expired, or it is older than `maxAge`. */
export class TokenExpiredError extends JsonWebTokenError {
  /** The time at which the token expired, or became older than `maxAge`. */
  declare expiredAt: Date;

  constructor(message: string, expiredAt: Date) {
    super(message);
    this.name = "TokenExpiredError";
    this.expiredAt = expiredAt;
  }
}

/** The token is not valid yet. */
export class NotBeforeError extends JsonWebTokenError {
  /** The time at which the token becomes valid. */
  declare date: Date;

  constructor(message: string, date: Date) {
    super(message);
    this.name = "NotBeforeError";
    this.date = date;
  }
}
