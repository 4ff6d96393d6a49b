from django.conf import settings
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Print mail unencoded, because an encoded body breaks links in two."""

    def write_message(self, message):
        subject = message.subject.removeprefix(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)
        head = f"Mail to {', '.join(message.recipients())}: {subject}"
        self.stream.write(f"\n{head}\n\n{message.body.strip()}\n\n{'-' * len(head)}\n")
