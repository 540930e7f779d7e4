namespace Tiphys.Api.Storage.V1;

/// <summary>Known values of <c>FSGroupPolicy</c>.</summary>
public static class FSGroupPolicy
{
    public const string ReadWriteOnceWithFSType = "ReadWriteOnceWithFSType";

    public const string File = "File";

    public const string None = "None";
}
