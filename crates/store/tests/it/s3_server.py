"""A store that speaks S3, for the tests: moto on loopback, which checks signatures.

Says one line of JSON (port, key, secret) when it is ready. Then a line "away" on
standard input stops answering, "back" answers again with everything kept, and
the end of the input ends it.
"""
import json, os, socket, sys

# So many requests are taken without a key, to make one: user, policy, key, bucket.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "4"
import boto3
from moto.server import ThreadedMotoServer

with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    port = s.getsockname()[1]


def serve():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    return server


server = serve()
anybody = dict(endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="y")
iam = boto3.client("iam", **anybody)
iam.create_user(UserName="keepwell")
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="keepwell", PolicyName="files", PolicyDocument=json.dumps(policy))
key = iam.create_access_key(UserName="keepwell")["AccessKey"]
boto3.client("s3", **anybody).create_bucket(Bucket="files")
print(json.dumps({"port": port, "key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
for line in sys.stdin:
    if line.strip() == "away":
        server.stop()
    elif line.strip() == "back":
        server = serve()
    print("done", flush=True)
os._exit(0)
