namespace Tiphys.Api;

/// <summary>Names a resource: group (empty for core), version and plural.</summary>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    /// <summary>Group and version as they stand in <c>apiVersion</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Path of the group and version: <c>/api/v1</c> or <c>/apis/apps/v1</c>.</summary>
    public string BasePath => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
}
