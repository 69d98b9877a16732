"""A notebook for tests: one kernel, and what its cells answered."""

import re
import time

from jupyter_client.manager import start_new_kernel


class Notebook:
    """One kernel, and what its cells answered."""

    def __init__(self, name):
        self.manager, self.client = start_new_kernel(kernel_name=name)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def start(self, code, **options):
        return self.client.execute(code, **options)

    def collect(self, message_id, timeout=60, on_message=None):
        """The messages of a request up to idle, then its reply."""
        answer = Answer()
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
            answer.messages.append((message["msg_type"], content))
            if on_message:
                on_message(message["msg_type"], content)
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message_id:
                answer.reply = reply["content"]
                return answer

    def run(self, code, timeout=60, **options):
        return self.collect(self.start(code, **options), timeout)

    def interrupt_after(self, code, seconds=0.5):
        message_id = self.start(code)
        time.sleep(seconds)
        self.manager.interrupt_kernel()
        return self.collect(message_id)


class Answer:
    def __init__(self):
        self.messages = []
        self.reply = None

    def of(self, kind):
        return [content for each, content in self.messages if each == kind]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def result(self):
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    @property
    def html(self):
        return self.of("execute_result")[0]["data"]["text/html"]

    def text(self, stream="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == stream)

    @property
    def error(self):
        """The traceback without colours."""
        return re.sub("\x1b\\[[0-9;]*m", "", "\n".join(self.of("error")[0]["traceback"]))
