"""An adapter that was trained here, sent to the Hub: only ever when it is asked for."""
