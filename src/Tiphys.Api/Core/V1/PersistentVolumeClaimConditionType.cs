namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>PersistentVolumeClaimConditionType</c>.</summary>
public static class PersistentVolumeClaimConditionType
{
    public const string Resizing = "Resizing";

    public const string FileSystemResizePending = "FileSystemResizePending";

    public const string ControllerResizeError = "ControllerResizeError";

    public const string NodeResizeError = "NodeResizeError";

    public const string ModifyVolumeError = "ModifyVolumeError";

    public const string ModifyingVolume = "ModifyingVolume";

    public const string Unused = "Unused";
}
