"""Kubernetes' own Python client against a cluster: client.py KUBECONFIG NAMESPACE IMAGE. Prints what it has found to hold; fails at the first that does not."""
import multiprocessing
import os
import sys
import threading

from kubernetes import client, config, dynamic, watch
from kubernetes.client.rest import ApiException
from kubernetes.leaderelection import electionconfig, leaderelection
from kubernetes.leaderelection.resourcelock.configmaplock import ConfigMapLock
from kubernetes.stream import stream

KUBECONFIG, NAMESPACE, IMAGE = sys.argv[1:]
PATIENCE = 30


def holds(what, condition):
    assert condition, what
    print("holds:", what, flush=True)


def config_map(name, **data):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


def crud(core):
    created = core.create_namespaced_config_map(NAMESPACE, config_map("py", a="1"))
    holds("create gives the object its identity", created.metadata.uid and created.metadata.resource_version)
    created.data["b"] = "2"
    replaced = core.replace_namespaced_config_map("py", NAMESPACE, created)
    holds("replace changes data", replaced.data == {"a": "1", "b": "2"})
    try:
        core.replace_namespaced_config_map("py", NAMESPACE, created)
        stale = 200
    except ApiException as error:
        stale = error.status
    holds("replace with an old version conflicts", stale == 409)
    names = [item.metadata.name for item in core.list_namespaced_config_map(NAMESPACE).items]
    holds("list has it", "py" in names)


def patches(core):
    merged = core.patch_namespaced_config_map("py", NAMESPACE, {"data": {"a": None, "c": "3"}})
    holds("a patch as an object merges", merged.data == {"b": "2", "c": "3"})
    patched = core.patch_namespaced_config_map("py", NAMESPACE, [{"op": "replace", "path": "/data/c", "value": "4"}])
    holds("a patch as a list is JSON patch", patched.data == {"b": "2", "c": "4"})


def watching(core):
    version = core.list_namespaced_config_map(NAMESPACE).metadata.resource_version
    events = watch.Watch().stream(
        core.list_namespaced_config_map, NAMESPACE, resource_version=version, field_selector="metadata.name=watched", timeout_seconds=PATIENCE)
    changes = threading.Thread(target=make_and_delete, args=(core,))
    changes.start()
    seen = []
    for event in events:
        seen.append(event["type"])
        if event["type"] == "DELETED":
            break
    changes.join()
    holds("a watch sees what happens in its order", seen == ["ADDED", "MODIFIED", "DELETED"])


def make_and_delete(core):
    core.create_namespaced_config_map(NAMESPACE, config_map("watched"))
    core.patch_namespaced_config_map("watched", NAMESPACE, {"data": {"k": "v"}})
    core.delete_namespaced_config_map("watched", NAMESPACE)


def dynamics(api):
    discovered = dynamic.DynamicClient(api)
    deployments = discovered.resources.get(api_version="apps/v1", kind="Deployment")
    holds("discovery finds deployments", deployments.name == "deployments" and deployments.namespaced)
    labels = {"app": "py"}
    body = {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "py"},
        "spec": {"replicas": 0, "selector": {"matchLabels": labels},
                 "template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "c", "image": IMAGE}]}}},
    }
    made = deployments.create(body=body, namespace=NAMESPACE)
    holds("the dynamic client creates with defaults", made.spec.strategy.type == "RollingUpdate")
    body["spec"]["template"]["spec"]["containers"] = [{"name": "other", "image": IMAGE}]
    strategic = deployments.patch(body=body, namespace=NAMESPACE, content_type="application/strategic-merge-patch+json")
    holds("a strategic merge patch merges containers by name",
          sorted(each.name for each in strategic.spec.template.spec.containers) == ["c", "other"])
    # This version of the client passes on YAML as text only.
    applied = deployments.patch(body="{apiVersion: apps/v1, kind: Deployment, metadata: {name: py, labels: {by: apply}}}",
                                name="py", namespace=NAMESPACE, content_type="application/apply-patch+yaml", field_manager="py")
    holds("apply owns what it sets", any(entry.manager == "py" and entry.operation == "Apply" for entry in applied.metadata.managedFields))
    deployments.delete(name="py", namespace=NAMESPACE)


def elect():
    # The client's election never ends by itself: it runs in a process of its own.
    candidate = multiprocessing.get_context("fork").Process(target=campaign)
    candidate.start()
    candidate.join(PATIENCE)
    ended = candidate.exitcode
    candidate.kill()
    holds("leader election ends with a leader", ended == 0)


def campaign():
    config.load_kube_config(KUBECONFIG)
    lock = ConfigMapLock("elected", NAMESPACE, "python")
    leaderelection.LeaderElection(electionconfig.Config(lock, 5, 3, 1, lambda: os._exit(0), lambda: os._exit(1))).run()


def execution(core):
    core.create_namespaced_pod(NAMESPACE, {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "py"},
        "spec": {"terminationGracePeriodSeconds": 0, "containers": [{"name": "c", "image": IMAGE}]},
    })
    for event in watch.Watch().stream(core.list_namespaced_pod, NAMESPACE, field_selector="metadata.name=py", timeout_seconds=PATIENCE):
        if event["object"].status.phase == "Running":
            break
    said = stream(core.connect_get_namespaced_pod_exec, "py", NAMESPACE, command=["sh", "-c", "echo hello"], stdout=True, stderr=True, stdin=False, tty=False)
    holds("exec gives the output", said == "hello\n")
    session = stream(core.connect_get_namespaced_pod_exec, "py", NAMESPACE, command=["sh", "-c", "read line; echo got $line; exit 7"],
                     stdin=True, stdout=True, stderr=True, tty=False, _preload_content=False)
    session.write_stdin("typed\n")
    session.run_forever(timeout=PATIENCE)
    holds("exec passes input", session.read_stdout() == "got typed\n")
    holds("exec tells the exit code", session.returncode == 7)
    holds("logs are read", "" == core.read_namespaced_pod_log("py", NAMESPACE, tail_lines=0))


def main():
    config.load_kube_config(KUBECONFIG)
    core = client.CoreV1Api()
    crud(core)
    patches(core)
    watching(core)
    dynamics(client.ApiClient())
    elect()
    execution(core)


if __name__ == "__main__":
    main()
