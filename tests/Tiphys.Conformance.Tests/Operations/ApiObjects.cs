namespace Tiphys.Conformance.Tests.Operations;

/// <summary>The kinds of which conformance asks for the API alone.</summary>
internal static class ApiObjects
{
    private const string Conditions = """{"conditions":[{"type":"Spec","status":"True","reason":"Tested","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""";
    private const string Requests = """{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c"}}]}}""";

    public static IReadOnlyList<ApiObject> All { get; } =
    [
        new("[sig-api-machinery] API priority and fairness should support PriorityLevelConfiguration API operations [Conformance]",
            "flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations",
            """{"spec":{"type":"Limited","limited":{"nominalConcurrencyShares":2,"limitResponse":{"type":"Reject"}}}}""")
        { Namespaced = false, Status = Conditions },
        new("[sig-apps] CronJob should support CronJob API operations [Conformance]", "batch", "cronjobs",
            """{"spec":{"schedule":"*/1 * * * *","suspend":true,"jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"OnFailure","containers":[{"name":"c","image":"i"}]}}}}}}""")
        { Status = """{"lastScheduleTime":"2026-01-01T00:00:00Z"}""" },
        new("[sig-network] EndpointSlice should support creating EndpointSlice API operations [Conformance]", "discovery.k8s.io", "endpointslices",
            """{"addressType":"IPv4","endpoints":[{"addresses":["1.2.3.4","5.6.7.8"]}]}"""),
        new("[sig-network] Ingress API should support creating Ingress API operations [Conformance]", "networking.k8s.io", "ingresses",
            """{"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}},"rules":[{"host":"foo.bar.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}""")
        { Status = """{"loadBalancer":{"ingress":[{"ip":"169.1.1.1"}]}}""" },
        new("[sig-network] IngressClass API should support creating IngressClass API operations [Conformance]", "networking.k8s.io", "ingressclasses",
            """{"spec":{"controller":"example.com/controller"}}""")
        { Namespaced = false },
        new("[sig-network] ServiceCIDR and IPAddress API should support IPAddress API operations [Conformance]", "networking.k8s.io", "ipaddresses",
            """{"spec":{"parentRef":{"resource":"services","name":"s","namespace":"{ns}"}}}""")
        { Namespaced = false, Name = "192.168.0.{n}" },
        new("[sig-network] ServiceCIDR and IPAddress API should support ServiceCIDR API operations [Conformance]", "networking.k8s.io", "servicecidrs",
            """{"spec":{"cidrs":["10.123.{n}.0/24"]}}""")
        { Namespaced = false, Status = Conditions },
        new("[sig-network] Endpoints should test the lifecycle of an Endpoint [Conformance]", "", "endpoints",
            """{"subsets":[{"addresses":[{"ip":"10.0.0.24"}],"ports":[{"name":"http","port":80,"protocol":"TCP"}]}]}"""),
        new("[sig-node] ConfigMap should run through a ConfigMap lifecycle [Conformance]", "", "configmaps", """{"data":{"k":"v"}}"""),
        new("[sig-node] Lease lease API should be available [Conformance]", "coordination.k8s.io", "leases",
            """{"spec":{"holderIdentity":"holder","leaseDurationSeconds":30,"leaseTransitions":0,"acquireTime":"2026-01-01T00:00:00.000000Z"}}"""),
        new("[sig-node] PodTemplates should run the lifecycle of PodTemplates [Conformance]", "", "podtemplates",
            """{"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}"""),
        new("[sig-node] PodTemplates should delete a collection of pod templates [Conformance]", "", "podtemplates",
            """{"template":{"spec":{"containers":[{"name":"token-test","image":"i"}]}}}"""),
        new("[sig-node] PodTemplates should replace a pod template [Conformance]", "", "podtemplates",
            """{"template":{"spec":{"containers":[{"name":"e2e-test","image":"i"}]}}}"""),
        new("[sig-node] RuntimeClass should support RuntimeClasses API operations [Conformance]", "node.k8s.io", "runtimeclasses", """{"handler":"fast"}""")
        { Namespaced = false },
        new("[sig-node] [DRA] CRUD Tests resource.k8s.io/v1 DeviceClass [Conformance]", "resource.k8s.io", "deviceclasses", """{"spec":{}}""") { Namespaced = false },
        new("[sig-node] [DRA] CRUD Tests resource.k8s.io/v1 ResourceClaim [Conformance]", "resource.k8s.io", "resourceclaims", $$"""{"spec":{{Requests}} }""")
        { Status = """{"allocation":{"devices":{}}}""" },
        new("[sig-node] [DRA] CRUD Tests resource.k8s.io/v1 ResourceClaimTemplate [Conformance]", "resource.k8s.io", "resourceclaimtemplates",
            $$"""{"spec":{"spec":{{Requests}} } }"""),
        new("[sig-node] [DRA] CRUD Tests resource.k8s.io/v1 ResourceSlice [Conformance]", "resource.k8s.io", "resourceslices",
            """{"spec":{"driver":"dra.example.com","nodeName":"n","pool":{"name":"p{n}","generation":1,"resourceSliceCount":1}}}""")
        { Namespaced = false },
        new("[sig-scheduling] LimitRange should list, patch and delete a LimitRange by collection [Conformance]", "", "limitranges",
            """{"spec":{"limits":[{"type":"Container","min":{"cpu":"50m"},"max":{"cpu":"500m"},"default":{"cpu":"300m"},"defaultRequest":{"cpu":"100m"}}]}}"""),
        new("[sig-storage] CSIInlineVolumes should run through the lifecycle of a CSIDriver [Conformance]", "storage.k8s.io", "csidrivers",
            """{"spec":{"attachRequired":false,"volumeLifecycleModes":["Ephemeral"]}}""")
        { Namespaced = false },
        new("[sig-storage] CSINodes CSI Conformance should run through the lifecycle of a csinode [Conformance]", "storage.k8s.io", "csinodes",
            """{"spec":{"drivers":[{"name":"csi.example.com","nodeID":"node-{n}","topologyKeys":["topology.example.com/zone"]}]}}""")
        { Namespaced = false },
        new("[sig-storage] CSIStorageCapacity should support CSIStorageCapacities API operations [Conformance]", "storage.k8s.io", "csistoragecapacities",
            """{"storageClassName":"sc"}"""),
        new("[sig-storage] StorageClasses CSI Conformance should run through the lifecycle of a StorageClass [Conformance]", "storage.k8s.io", "storageclasses",
            """{"provisioner":"e2e-fake-provisioner","reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}""")
        { Namespaced = false },
        new("[sig-storage] VolumeAttachment Conformance should run through the lifecycle of a VolumeAttachment [Conformance]", "storage.k8s.io", "volumeattachments",
            """{"spec":{"attacher":"e2e-test.storage.k8s.io","nodeName":"n","source":{"persistentVolumeName":"pv-{n}"}}}""")
        { Namespaced = false },
        new("[sig-storage] VolumeAttachment Conformance should apply changes to a volumeattachment status [Conformance]", "storage.k8s.io", "volumeattachments",
            """{"spec":{"attacher":"e2e-status.storage.k8s.io","nodeName":"n","source":{"persistentVolumeName":"pv-{n}"}}}""")
        { Namespaced = false, Name = "status-{n}", Status = """{"attached":true}""" },
        new("[sig-apps] DisruptionController Listing PodDisruptionBudgets for all namespaces should list and delete a collection of PodDisruptionBudgets [Conformance]",
            "policy", "poddisruptionbudgets", """{"spec":{"minAvailable":1,"selector":{"matchLabels":{"foo":"bar"}}}}"""),
        new("[sig-instrumentation] Events should manage the lifecycle of an event [Conformance]", "", "events",
            """{"involvedObject":{"namespace":"{ns}"},"message":"This is a test event","reason":"Test","type":"Normal","source":{"component":"c"}}"""),
        new("[sig-instrumentation] Events should delete a collection of events [Conformance]", "", "events",
            """{"involvedObject":{"namespace":"{ns}"},"message":"Another","reason":"Test","type":"Normal"}"""),
        new("[sig-instrumentation] Events API should ensure that an event can be fetched, patched, deleted, and listed [Conformance]", "events.k8s.io", "events",
            """{"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"test-controller","reportingInstance":"test-node","action":"Do","reason":"Test","type":"Normal","note":"This is an event","regarding":{"namespace":"{ns}"}}"""),
        new("[sig-instrumentation] Events API should delete a collection of events [Conformance]", "events.k8s.io", "events",
            """{"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"test-controller","reportingInstance":"test-node","action":"Do","reason":"Test","type":"Normal","regarding":{"namespace":"{ns}"}}"""),
    ];
}
