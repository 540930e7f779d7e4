namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ResourceResizeRestartPolicy</c>.</summary>
public static class ResourceResizeRestartPolicy
{
    public const string NotRequired = "NotRequired";

    public const string RestartContainer = "RestartContainer";
}
