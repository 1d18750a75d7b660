/**
 * The errors of jsonwebtoken: `name` and `message` are enumerable and in this order, so that
 * `res.json(error)` sends what it always sent.
 */
export class JsonWebTokenError extends Error {
  declare name: string;
  declare message: string;
  /** What was wrong underneath, when whoever made this error said so. */
  declare inner?: Error;

  constructor(message: string, error?: Error) {
    super();
    this.name = "JsonWebTokenError";
    this.message = message;
    if (error) this.inner = error;
    // Once more, now that the first line of the stack has something to say.
    Error.captureStackTrace(this, new.target);
  }
}

export class TokenExpiredError extends JsonWebTokenError {
  /** When the token expired, or grew older than `maxAge`. */
  declare expiredAt: Date;

  constructor(message: string, expiredAt: Date) {
    super(message);
    this.name = "TokenExpiredError";
    this.expiredAt = expiredAt;
  }
}

export class NotBeforeError extends JsonWebTokenError {
  /** From when on the token is valid. */
  declare date: Date;

  constructor(message: string, date: Date) {
    super(message);
    this.name = "NotBeforeError";
    this.date = date;
  }
}
