using Tiphys.Api.Core.V1;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>Nodes.</summary>
internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static KindTable Table { get; } = new TableBuilder<Node>()
        .Name()
        .Text("Status", "Whether the node is ready, and whether it takes pods.", Status)
        .Text("Roles", "Roles of the node.", node => TableText.OrNone(string.Join(',', Roles(node))))
        .Age()
        .Text("Version", "Version of the node agent.", node => node.Status.NodeInfo.KubeletVersion)
        .Text("Internal-IP", "Address of the node within the cluster.", node => Address(node, NodeAddressType.InternalIP)).Wide()
        .Text("External-IP", "Address of the node outside the cluster.", node => Address(node, NodeAddressType.ExternalIP)).Wide()
        .Text("OS-Image", "Operating system of the node.", node => OrUnknown(node.Status.NodeInfo.OSImage)).Wide()
        .Text("Kernel-Version", "Kernel of the node.", node => Kernel(node.Status.NodeInfo)).Wide()
        .Text("Container-Runtime", "Container runtime of the node.", node => OrUnknown(node.Status.NodeInfo.ContainerRuntimeVersion)).Wide()
        .Build();

    private static string Status(Node node)
    {
        var ready = node.Status.Conditions.LastOrDefault(each => each.Type == NodeConditionType.Ready);
        var text = ready is null ? "Unknown" : ready.Status == ConditionStatus.True ? "Ready" : "NotReady";
        return node.Spec.Unschedulable ? text + ",SchedulingDisabled" : text;
    }

    private static IEnumerable<string> Roles(Node node)
    {
        var roles = node.Metadata.Labels
            .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..] : label.Key == RoleLabel ? label.Value : "")
            .Where(role => role.Length > 0);
        return roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static string Address(Node node, string type) => node.Status.Addresses.FirstOrDefault(each => each.Type == type)?.Address ?? TableText.None;

    private static string Kernel(NodeSystemInfo info) =>
        info.Architecture.Length > 0 ? $"{OrUnknown(info.KernelVersion)} ({info.Architecture})" : OrUnknown(info.KernelVersion);

    private static string OrUnknown(string text) => text.Length == 0 ? TableText.Unknown : text;
}
