namespace Tiphys.Containers;

public enum ContainerEventType
{
    Created,
    Started,
    Exited,
    Removed,
}

/// <summary>Something happened to a container.</summary>
/// <param name="Status">The container's status right after it.</param>
public sealed record ContainerEvent(ContainerEventType Type, ContainerStatus Status)
{
    public string ContainerId => Status.Id;
    public string SandboxId => Status.SandboxId;
}
