namespace Tiphys.ApiServer.Tests.Resources;

/// <summary>A small valid object of a resource.</summary>
/// <param name="Body">The object without kind and metadata; <c>{n}</c> becomes a number, <c>{ns}</c> the namespace.</param>
/// <param name="Status">A status that differs from that of a new object; null when there is no subresource for it.</param>
internal sealed record ResourceSample(string Body, string? Status = null)
{
    /// <summary>Its name, of the same form as the body.</summary>
    public string Name { get; init; } = "a{n}";
}

/// <summary>A sample for each resource. A resource that is served and has none here fails the suite.</summary>
internal static class ResourceSamples
{
    private const string Workload = """{"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{template}}}""";
    private const string Conditions = """{"conditions":[{"type":"Ready","status":"True","reason":"Tested","message":"m","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""";
    private const string Autoscaler = """{"spec":{"maxReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"a"}}}""";

    // What several samples have in common, in an order in which each may use those after it.
    private static readonly (string Mark, string Text)[] Parts =
    [
        ("{template}", """{"metadata":{"labels":{"a":"b"}},"spec":{podSpec}}"""),
        ("{podSpec}", """{"containers":[{"name":"c","image":"i"}]}"""),
        ("{finitePodSpec}", """{"containers":[{"name":"c","image":"i"}],"restartPolicy":"Never"}"""),
        ("{constraints}", """{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]}"""),
        ("{attributes}", """{"namespace":"{ns}","verb":"get","resource":"pods"}"""),
        ("{csr}", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIS01ISUNBUUF3RURFT01Bd0dBMVVFQXd3RmMzVnBkR1V3V1RBVEJnY3Foa2pPUFFJQkJnZ3Foa2pPUFFNQgpCd05DQUFSN3ExRktrU1dONzhwTml2cE9INzQrZWsrTVJiRFpZU2lJWTFKbm15ajE2UE5ZVHV0UGlYN1lET2lyCmgzYVM5Nm1yeGNnK0dXcy9EYlZxUEt3eVh0RC9vQUF3Q2dZSUtvWkl6ajBFQXdJRFNBQXdSUUlnQ2kwd2hhZzIKck5mQ0xLWm1kZGphc0Z2M1ZGK1lOUmR0cExmSi82R0J4c2NDSVFDcVFNc1VWOUU5R08vZ2tTYzhWY2RQdUFMbgp1NHZTUU14NFFjZW1oTVNFWVE9PQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K"),
    ];

    public static IReadOnlyDictionary<string, ResourceSample> All { get; } = new Dictionary<string, ResourceSample>
    {
        ["bindings"] = new("""{"target":{"kind":"Node","name":"n"}}"""),
        ["componentstatuses"] = new("{}"),
        ["configmaps"] = new("""{"data":{"k":"v"}}"""),
        ["endpoints"] = new("""{"subsets":[{"addresses":[{"ip":"192.0.2.1"}],"ports":[{"port":80}]}]}"""),
        ["events"] = new("""{"involvedObject":{"namespace":"{ns}"},"reason":"Tested","type":"Normal"}"""),
        ["limitranges"] = new("""{"spec":{"limits":[{"type":"Pod","max":{"cpu":"64"}}]}}"""),
        ["namespaces"] = new("{}", Conditions),
        ["nodes"] = new("{}", Conditions),
        ["persistentvolumeclaims"] = new("""{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""", """{"phase":"Lost"}"""),
        ["persistentvolumes"] = new("""{"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/tmp"}}}""", """{"phase":"Released"}"""),
        ["pods"] = new("""{"spec":{podSpec}}""", """{"phase":"Running"}"""),
        ["podtemplates"] = new("""{"template":{template}}"""),
        ["replicationcontrollers"] = new("""{"spec":{"selector":{"a":"b"},"template":{template}}}""", """{"replicas":1}"""),
        ["resourcequotas"] = new("""{"spec":{"hard":{"pods":"10"}}}""", """{"hard":{"pods":"10"},"used":{"pods":"1"}}"""),
        ["secrets"] = new("""{"stringData":{"k":"v"}}"""),
        ["serviceaccounts"] = new("{}"),
        ["services"] = new("""{"spec":{"ports":[{"port":80}]}}""", Conditions),
        ["mutatingadmissionpolicies.admissionregistration.k8s.io"] = new(
            """{"spec":{"matchConstraints":{constraints},"reinvocationPolicy":"Never","mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{}"}}]}}"""),
        ["mutatingadmissionpolicybindings.admissionregistration.k8s.io"] = new("""{"spec":{"policyName":"p"}}"""),
        ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = new("{}"),
        ["validatingadmissionpolicies.admissionregistration.k8s.io"] = new(
            """{"spec":{"matchConstraints":{constraints},"validations":[{"expression":"true"}]}}""", """{"observedGeneration":7}"""),
        ["validatingadmissionpolicybindings.admissionregistration.k8s.io"] = new("""{"spec":{"policyName":"p","validationActions":["Deny"]}}"""),
        ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = new("{}"),
        ["customresourcedefinitions.apiextensions.k8s.io"] = new(
            """
            {"spec":{"group":"g{n}.example.com","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
            """,
            """{"storedVersions":["v1"],"acceptedNames":{"plural":"widgets","kind":"Widget"},"conditions":[{"type":"Established","status":"False"}]}""")
        {
            Name = "widgets.g{n}.example.com",
        },
        ["apiservices.apiregistration.k8s.io"] = new(
            """
            {"spec":{"group":"g{n}.example.com","version":"v1","groupPriorityMinimum":1000,"versionPriority":15,"insecureSkipTLSVerify":true,
            "service":{"namespace":"a","name":"b"}}}
            """,
            """{"conditions":[{"type":"Available","status":"False"}]}""")
        {
            Name = "v1.g{n}.example.com",
        },
        ["controllerrevisions.apps"] = new("""{"data":{"a":"b"},"revision":1}"""),
        ["daemonsets.apps"] = new(Workload, """{"numberReady":1,"currentNumberScheduled":1,"desiredNumberScheduled":1,"numberMisscheduled":0}"""),
        ["deployments.apps"] = new(Workload, """{"replicas":1}"""),
        ["replicasets.apps"] = new(Workload, """{"replicas":1}"""),
        ["statefulsets.apps"] = new(Workload, """{"replicas":1}"""),
        ["selfsubjectreviews.authentication.k8s.io"] = new("{}"),
        ["tokenreviews.authentication.k8s.io"] = new("""{"spec":{"token":"t"}}"""),
        ["localsubjectaccessreviews.authorization.k8s.io"] = new("""{"spec":{"user":"u","resourceAttributes":{attributes}}}"""),
        ["selfsubjectaccessreviews.authorization.k8s.io"] = new("""{"spec":{"resourceAttributes":{attributes}}}"""),
        ["selfsubjectrulesreviews.authorization.k8s.io"] = new("""{"spec":{"namespace":"{ns}"}}"""),
        ["subjectaccessreviews.authorization.k8s.io"] = new("""{"spec":{"user":"u","resourceAttributes":{attributes}}}"""),
        ["horizontalpodautoscalers.autoscaling"] = new(Autoscaler, """{"currentReplicas":1,"desiredReplicas":1}"""),
        ["cronjobs.batch"] = new(
            """{"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{finitePodSpec}}}}}}""", """{"lastScheduleTime":"2026-01-01T00:00:00Z"}"""),
        ["jobs.batch"] = new("""{"spec":{"template":{"spec":{finitePodSpec}}}}""", """{"active":1}"""),
        ["certificatesigningrequests.certificates.k8s.io"] = new(
            """{"spec":{"signerName":"example.com/signer","usages":["client auth"],"request":"{csr}"}}""",
            """{"conditions":[{"type":"Failed","status":"True","reason":"Tested"}]}"""),
        ["leases.coordination.k8s.io"] = new("{}"),
        ["endpointslices.discovery.k8s.io"] = new("""{"addressType":"IPv4","endpoints":[{"addresses":["192.0.2.1"]}]}"""),
        ["events.events.k8s.io"] = new(
            """
            {"eventTime":"2026-01-01T00:00:00.000000Z","reportingController":"example.com/c","reportingInstance":"i","action":"Test","reason":"Tested",
            "type":"Normal","regarding":{"namespace":"{ns}"}}
            """),
        ["flowschemas.flowcontrol.apiserver.k8s.io"] = new("""{"spec":{"priorityLevelConfiguration":{"name":"exempt"}}}""", Conditions),
        ["prioritylevelconfigurations.flowcontrol.apiserver.k8s.io"] = new(
            """{"spec":{"type":"Limited","limited":{"limitResponse":{"type":"Reject"}}}}""", Conditions),
        ["ingressclasses.networking.k8s.io"] = new("""{"spec":{"controller":"example.com/c"}}"""),
        ["ingresses.networking.k8s.io"] = new(
            """{"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}""", """{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}"""),
        ["ipaddresses.networking.k8s.io"] = new("""{"spec":{"parentRef":{"resource":"services","name":"s","namespace":"default"}}}""") { Name = "192.0.2.{n}" },
        ["networkpolicies.networking.k8s.io"] = new("""{"spec":{"podSelector":{}}}"""),
        ["servicecidrs.networking.k8s.io"] = new("""{"spec":{"cidrs":["10.99.{n}.0/24"]}}""", Conditions),
        ["runtimeclasses.node.k8s.io"] = new("""{"handler":"h"}"""),
        ["poddisruptionbudgets.policy"] = new(
            """{"spec":{"minAvailable":1,"selector":{}}}""", """{"currentHealthy":1,"desiredHealthy":1,"disruptionsAllowed":0,"expectedPods":1}"""),
        ["clusterrolebindings.rbac.authorization.k8s.io"] = new("""{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}}"""),
        ["clusterroles.rbac.authorization.k8s.io"] = new("""{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}"""),
        ["rolebindings.rbac.authorization.k8s.io"] = new("""{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}}"""),
        ["roles.rbac.authorization.k8s.io"] = new("""{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}"""),
        ["deviceclasses.resource.k8s.io"] = new("""{"spec":{}}"""),
        ["resourceclaims.resource.k8s.io"] = new(
            """{"spec":{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c"}}]}}}""", """{"allocation":{"devices":{}}}"""),
        ["resourceclaimtemplates.resource.k8s.io"] = new("""{"spec":{"spec":{"devices":{"requests":[{"name":"r","exactly":{"deviceClassName":"c"}}]}}}}"""),
        ["resourceslices.resource.k8s.io"] = new("""{"spec":{"driver":"example.com","nodeName":"n","pool":{"name":"p","generation":1,"resourceSliceCount":1}}}"""),
        ["priorityclasses.scheduling.k8s.io"] = new("""{"value":1}"""),
        ["csidrivers.storage.k8s.io"] = new("""{"spec":{}}"""),
        ["csinodes.storage.k8s.io"] = new("""{"spec":{"drivers":[{"name":"example.com","nodeID":"n"}]}}"""),
        ["csistoragecapacities.storage.k8s.io"] = new("""{"storageClassName":"s"}"""),
        ["storageclasses.storage.k8s.io"] = new("""{"provisioner":"example.com/p"}"""),
        ["volumeattachments.storage.k8s.io"] = new(
            """{"spec":{"attacher":"example.com","nodeName":"n","source":{"persistentVolumeName":"v"}}}""", """{"attached":true}"""),
        ["volumeattributesclasses.storage.k8s.io"] = new("""{"driverName":"example.com","parameters":{"a":"b"}}"""),
    };

    /// <summary>A text of a sample with its marks filled in.</summary>
    public static string Fill(string text, string number, string ns) => Parts
        .Aggregate(text, (filled, part) => filled.Replace(part.Mark, part.Text, StringComparison.Ordinal))
        .Replace("{n}", number, StringComparison.Ordinal)
        .Replace("{ns}", ns, StringComparison.Ordinal);
}
