namespace Tiphys.ApiServer.Authorization.Nodes;

/// <summary>Kinds of objects that belong to nodes by what their pods need.</summary>
internal enum NodeObject
{
    Pod,
    Secret,
    ConfigMap,
    PersistentVolumeClaim,
    PersistentVolume,
    ResourceClaim,
    ServiceAccount,
    VolumeAttachment,
    ResourceSlice,
}

/// <summary>Which objects a node has to do with.</summary>
internal interface INodeGraph
{
    /// <summary>Whether an object leads to a node: it is a pod of the node, a pod of the node needs it, or it names the node.</summary>
    bool IsRelated(string node, NodeObject kind, string @namespace, string name);
}
