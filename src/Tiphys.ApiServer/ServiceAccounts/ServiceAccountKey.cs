using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tiphys.ApiServer.Certificates;
using Tiphys.Client.Files;

namespace Tiphys.ApiServer.ServiceAccounts;

/// <summary>The RSA key that signs the tokens of service accounts.</summary>
public sealed class ServiceAccountKey : IDisposable
{
    private const int Bits = 2048;

    // Guards _rsa, which is not safe for use by several threads at once.
    private readonly Lock _gate = new();
    private readonly RSA _rsa;

    private ServiceAccountKey(RSA rsa)
    {
        _rsa = rsa;
        Id = Base64Url.EncodeToString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
        Public = rsa.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>The key id in the head of tokens: the hash of the public key.</summary>
    public string Id { get; }

    /// <summary>Modulus and exponent.</summary>
    public RSAParameters Public { get; }

    /// <summary>A new key that is kept nowhere.</summary>
    public static ServiceAccountKey Create() => new(RSA.Create(Bits));

    /// <summary>The key in a PEM file; made there when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no RSA key.</exception>
    public static ServiceAccountKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var created = Create();
            AtomicFile.WriteSecret(path, Encoding.ASCII.GetBytes(created._rsa.ExportPkcs8PrivateKeyPem() + "\n"));
            return created;
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(path));
            return new ServiceAccountKey(rsa);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw new InvalidDataException($"{path} holds no RSA key: {failure.Message}", failure);
        }
    }

    /// <summary>RS256 over the data.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <summary>True when the signature is of this key.</summary>
    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            return _rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();
}
