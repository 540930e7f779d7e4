namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>OSName</c>.</summary>
public static class OSName
{
    public const string Linux = "linux";

    public const string Windows = "windows";
}
